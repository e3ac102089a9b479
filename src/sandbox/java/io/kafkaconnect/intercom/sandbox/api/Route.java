package io.kafkaconnect.intercom.sandbox.api;

/** A resource: its path, the permission it needs, and its handler. */
record Route(String method, String path, TokenScope scope, MinorVersion since, PathTemplate template, Handler handler) {

    /** Answers a request; {@code id} is the one in the path, if any. */
    @FunctionalInterface
    interface Handler {
        ApiReply handle(Call call, String id);
    }

    static Route get(String path, TokenScope scope, Handler handler) {
        return new Route("GET", path, scope, MinorVersion.V2_0, new PathTemplate(path), handler);
    }

    static Route post(String path, TokenScope scope, Handler handler) {
        return new Route("POST", path, scope, MinorVersion.V2_0, new PathTemplate(path), handler);
    }

    Route since(MinorVersion version) {
        return new Route(method, path, scope, version, template, handler);
    }
}
