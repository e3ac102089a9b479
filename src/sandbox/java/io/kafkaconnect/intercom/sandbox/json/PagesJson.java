package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.search.ResultPage;

/** How lists tell what comes next: by a cursor, or by a whole URL. */
public final class PagesJson {

    private PagesJson() {}

    /** Here {@code next} is an object, absent at the end; {@code per_page} comes back as it was given, number or text. */
    public static void cursor(JsonWriter json, ResultPage<?> page, Object perPage) {
        json.object("pages", pages -> {
            pages.put("type", "pages").put("page", page.page()).value("per_page", perPage);
            pages.put("total_pages", page.totalPages());
            if (page.next() != null) {
                pages.object("next", next -> next.put("page", page.page() + 1L).put("starting_after", page.next()));
            }
        });
    }

    /** Here {@code next} is a URL, or null at the end. */
    public static void url(JsonWriter json, ResultPage<?> page) {
        json.object(
                "pages",
                pages -> pages.put("type", "pages")
                        .put("next", page.next())
                        .put("page", page.page())
                        .put("per_page", page.perPage())
                        .put("total_pages", page.totalPages()));
    }
}
