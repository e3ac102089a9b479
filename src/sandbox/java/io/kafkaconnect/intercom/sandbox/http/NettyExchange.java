package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.Responder;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A request that came in over Netty. */
@SuppressWarnings("FutureReturnValueIgnored") // Whether the client got it is the client's business.
final class NettyExchange implements Exchange {

    private final ChannelHandlerContext context;
    private final Responder responder;
    private final Requests requests;
    private final InstantSource clock;
    private final Call call;
    private final boolean keepAlive;
    private final boolean gzip;

    NettyExchange(
            ChannelHandlerContext context,
            FullHttpRequest request,
            Responder responder,
            Requests requests,
            InstantSource clock) {
        this.context = context;
        this.responder = responder;
        this.requests = requests;
        this.clock = clock;
        this.call = call(request);
        this.keepAlive = HttpUtil.isKeepAlive(request);
        this.gzip = ReplyEncoder.takesGzip(call);
    }

    private static Call call(FullHttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return new Call(
                request.method().name(),
                uri.path(),
                uri.parameters(),
                headers,
                ByteBufUtil.getBytes(request.content()));
    }

    @Override
    public Call call() {
        return call;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public ApiReply answer() {
        try {
            return responder.answer(call);
        } catch (RuntimeException e) {
            return new ApiReply(
                    500, Map.of("Content-Type", "text/plain"), e.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void send(ApiReply reply) {
        log(reply.status());
        FullHttpResponse response = ReplyEncoder.response(reply, gzip, clock.instant());
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture sent = context.writeAndFlush(response);
        if (!keepAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void sendHalf(ApiReply reply) {
        log(0);
        FullHttpResponse whole = ReplyEncoder.response(reply, gzip, clock.instant());
        context.write(new DefaultHttpResponse(whole.protocolVersion(), whole.status(), whole.headers()));
        int half = whole.content().readableBytes() / 2;
        context.writeAndFlush(new DefaultHttpContent(whole.content().readSlice(half)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void hangUp() {
        log(0);
        context.close();
    }

    @Override
    public void ignore() {
        log(0);
    }

    @Override
    public void later(Duration delay, Runnable then) {
        context.executor().schedule(then, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void log(int status) {
        requests.add(call, responder.routeOf(call), status, clock.instant());
    }
}
