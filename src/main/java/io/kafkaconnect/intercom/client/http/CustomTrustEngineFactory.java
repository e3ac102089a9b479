package io.kafkaconnect.intercom.client.http;

import io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.util.List;
import org.asynchttpclient.netty.ssl.DefaultSslEngineFactory;

/** TLS as the HTTP client speaks it, host names checked, with certificate authorities of one's own in place of Java's. */
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
