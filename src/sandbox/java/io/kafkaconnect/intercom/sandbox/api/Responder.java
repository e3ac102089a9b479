package io.kafkaconnect.intercom.sandbox.api;

/** Answers requests. */
public interface Responder {

    ApiReply answer(Call call);

    /** The name of the route of a request, such as {@code GET /contacts/{id}}, or its path if there is no such route. */
    String routeOf(Call call);
}
