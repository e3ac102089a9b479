package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Encodes a reply for HTTP. */
final class ReplyEncoder {

    private static final int WORTH_PACKING = 1024;
    private static final String CONTENT_ENCODING = HttpHeaderNames.CONTENT_ENCODING.toString();

    private static final class FastGzip extends GZIPOutputStream {

        private FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 4096);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private ReplyEncoder() {}

    static boolean takesGzip(Call call) {
        String accepted = call.header("Accept-Encoding");
        return accepted != null && accepted.contains("gzip");
    }

    /** Compresses the body, if that is worth it and not done yet. */
    static ApiReply packed(ApiReply reply) {
        boolean packed = reply.headers().containsKey(CONTENT_ENCODING);
        return packed || reply.body().length <= WORTH_PACKING
                ? reply
                : reply.with(gzip(reply.body())).with(Map.of(CONTENT_ENCODING, "gzip"));
    }

    static FullHttpResponse response(ApiReply made, boolean gzip, Instant now) {
        ApiReply reply = gzip ? packed(made) : made;
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        reply.headers().forEach(response.headers()::set);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        String date = reply.headers().getOrDefault(ApiReply.DATE, ApiReply.date(now));
        if (date.isEmpty()) {
            response.headers().remove(HttpHeaderNames.DATE);
        } else {
            response.headers().set(HttpHeaderNames.DATE, date);
        }
        return response;
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 2);
        try (FastGzip gzip = new FastGzip(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
