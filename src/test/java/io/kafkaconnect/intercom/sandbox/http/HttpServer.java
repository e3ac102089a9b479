package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.Api;
import io.kafkaconnect.intercom.sandbox.api.Call;
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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/** Listens on the loopback address; what has to wait, waits on the event loop, not on a thread. */
public final class HttpServer implements AutoCloseable {

    private static final int LARGEST_REQUEST = 10 * 1024 * 1024;

    private final EventLoopGroup loops;
    private final Channel channel;

    /** Listens on a port, or on any free one if it is 0; {@code latency} is in milliseconds. */
    public HttpServer(
            int port, Api api, Faults faults, Requests requests, InstantSource clock, ToLongFunction<Call> latency) {
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
                                .addLast(new Handler(api, faults, requests, clock, latency));
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ChannelHandler.Sharable
    private static final class Handler extends SimpleChannelInboundHandler<FullHttpRequest> {

        private final Api api;
        private final Faults faults;
        private final Requests requests;
        private final InstantSource clock;
        private final ToLongFunction<Call> latency;

        private Handler(Api api, Faults faults, Requests requests, InstantSource clock, ToLongFunction<Call> latency) {
            this.api = api;
            this.faults = faults;
            this.requests = requests;
            this.clock = clock;
            this.latency = latency;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            Exchange exchange = new NettyExchange(context, request, api, requests, clock);
            Fault fault = faults.take(exchange.call());
            long millis = latency.applyAsLong(exchange.call());
            (millis > 0 ? fault.after(Duration.ofMillis(millis)) : fault).apply(exchange);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // There is nobody left to tell.
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
