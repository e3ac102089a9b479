package io.kafkaconnect.intercom.sandbox.search;

import java.util.List;

/** Some of the results; {@code next} is null on the last page. */
public record ResultPage<E>(List<E> items, int totalCount, int page, int perPage, String next) {

    public int totalPages() {
        return (totalCount + perPage - 1) / perPage;
    }
}
