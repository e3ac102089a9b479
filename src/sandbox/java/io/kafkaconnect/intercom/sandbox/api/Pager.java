package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.search.ResultPage;
import java.util.List;

/** Numbered pages. The next page is a URL, always of the US host. */
final class Pager {

    private static final String HOST = "https://api.intercom.io";

    private Pager() {}

    static <T> ResultPage<T> page(Call call, List<T> all, int usual, int most) {
        return numbered(call, all, call.number("per_page", usual, most), call.number("page", 1, Integer.MAX_VALUE));
    }

    /** That page of so many per page. */
    static <T> ResultPage<T> numbered(Call call, List<T> all, int perPage, int page) {
        int start = (int) Math.min(all.size(), (page - 1L) * perPage);
        int end = Math.min(all.size(), start + perPage);
        String next = end < all.size() ? HOST + call.path() + "?" + query(call, perPage, page + 1) : null;
        return new ResultPage<>(all.subList(start, end), all.size(), page, perPage, next);
    }

    private static String query(Call call, int perPage, int page) {
        String order = call.param("order") == null ? "" : "&order=" + call.param("order");
        return "per_page=" + perPage + order + "&page=" + page;
    }
}
