package io.kafkaconnect.intercom.client.http;

import io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.util.List;
import org.asynchttpclient.netty.ssl.DefaultSslEngineFactory;

/** The TLS of the HTTP client, with its check of host names, and with the user's certificate authorities in place of Java's. */
final class CustomTrustEngineFactory extends DefaultSslEngineFactory {
    private final List<X509Certificate> trusted;

    CustomTrustEngineFactory(List<X509Certificate> trusted) {
        this.trusted = trusted;
    }

    @Override
    protected SslContextBuilder configureSslContextBuilder(SslContextBuilder builder) {
        return super.configureSslContextBuilder(builder).trustManager(trusted.toArray(X509Certificate[]::new));
    }
}
