package io.kafkaconnect.intercom.sandbox.api;

/** What answers requests. */
public interface Responder {

    ApiReply answer(Call call);

    /** The name of the route a request takes, such as {@code GET /contacts/{id}}, or of what it asked for in vain. */
    String routeOf(Call call);
}
