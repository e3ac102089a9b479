package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;

/** The opening message of a conversation. */
public record OpeningMessage(
        String id,
        String type,
        String deliveredAs,
        Text subject,
        Text body,
        Author author,
        List<Attachment> attachments,
        String url) {}
