package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.Responder;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Listens on one address or on all. Delays use the event loop, not a thread. */
public final class HttpServer implements AutoCloseable {

    private static final int LARGEST_REQUEST = 10 * 1024 * 1024;

    private final EventLoopGroup loops;
    private final Channel channel;

    /** Listens on any free port if that of the address is 0; {@code latency} is in milliseconds. */
    public HttpServer(
            InetSocketAddress address,
            Responder responder,
            Faults faults,
            Requests requests,
            InstantSource clock,
            ToLongFunction<Call> latency) {
        loops = new MultiThreadIoEventLoopGroup(
                2, new DefaultThreadFactory("intercom-sandbox", true), NioIoHandler.newFactory());
        channel = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel child) {
                        child.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                                .addLast(new Handler(responder, faults, requests, clock, latency));
                    }
                })
                .bind(address)
                .syncUninterruptibly()
                .channel();
    }

    /** The address for clients on this machine, even if the server listens on all addresses. */
    public URI baseUrl() {
        InetSocketAddress bound = (InetSocketAddress) channel.localAddress();
        InetAddress address = bound.getAddress();
        String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort());
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ChannelHandler.Sharable
    private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final Responder responder;
        private final Faults faults;
        private final Requests requests;
        private final InstantSource clock;
        private final ToLongFunction<Call> latency;

        private Handler(
                Responder responder,
                Faults faults,
                Requests requests,
                InstantSource clock,
                ToLongFunction<Call> latency) {
            this.responder = responder;
            this.faults = faults;
            this.requests = requests;
            this.clock = clock;
            this.latency = latency;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            Exchange exchange = new NettyExchange(context, request, responder, requests, clock);
            Fault fault = faults.take(exchange.call());
            long millis = latency.applyAsLong(exchange.call());
            (millis > 0 ? fault.after(Duration.ofMillis(millis)) : fault).apply(exchange);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // No code waits for the result.
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
