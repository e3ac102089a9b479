package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.model.Attachment;

/** Files with signed addresses. */
record AttachmentJson(Signatures signatures) {

    /** A file of a message: some have their size as text. */
    void write(JsonWriter json, Attachment attachment) {
        described(json, attachment)
                .value("width", size(attachment, attachment.width()))
                .value("height", size(attachment, attachment.height()));
    }

    /** A file that is the value of an attribute. */
    void writeValue(JsonWriter json, Attachment attachment) {
        described(json, attachment).put("width", attachment.width()).put("height", attachment.height());
    }

    private JsonWriter described(JsonWriter json, Attachment attachment) {
        return json.put("type", "upload")
                .put("name", attachment.name())
                .put("url", signatures.sign(attachment.url()))
                .put("content_type", attachment.contentType())
                .put("filesize", attachment.filesize());
    }

    private static Object size(Attachment attachment, Long pixels) {
        return pixels != null && Quirk.SIZE_AS_TEXT.of(attachment.url()) ? pixels.toString() : pixels;
    }
}
