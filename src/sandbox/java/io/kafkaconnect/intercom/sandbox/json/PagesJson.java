package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.search.ResultPage;

/** How lists name the next page: by a cursor, or by a URL. */
public final class PagesJson {

    private PagesJson() {}

    /** {@code next} is an object, absent on the last page; {@code per_page} is returned as it was given, number or text. */
    public static void cursor(JsonWriter json, ResultPage<?> page, Object perPage) {
        json.object("pages", pages -> {
            pages.put("type", "pages").put("page", page.page()).value("per_page", perPage);
            pages.put("total_pages", page.totalPages());
            if (page.next() != null) {
                pages.object("next", next -> next.put("page", page.page() + 1L).put("starting_after", page.next()));
            }
        });
    }

    /** {@code next} is a URL, absent on the last page. */
    public static void urlIfAny(JsonWriter json, ResultPage<?> page) {
        json.object("pages", pages -> {
            pages.put("type", "pages").put("page", page.page()).put("per_page", page.perPage());
            pages.put("total_pages", page.totalPages());
            if (page.next() != null) {
                pages.put("next", page.next());
            }
        });
    }

    /** {@code next} is a URL, or null on the last page. */
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
