package io.kafkaconnect.intercom.reader.page;

import io.kafkaconnect.intercom.client.Request;
import java.time.Instant;
import java.util.List;

/** Deleted conversations (API 2.16): a page-numbered list without a filter. */
public record DeletedConversations() implements Listing {
    /** The largest page size of page-numbered lists. */
    private static final int MAX_PAGE_SIZE = 60;

    @Override
    public String array() {
        return "conversations";
    }

    @Override
    public String timeField() {
        return "deleted_at";
    }

    @Override
    public TimeFilter filter() {
        return TimeFilter.NONE;
    }

    @Override
    public boolean newestFirst() {
        return true;
    }

    @Override
    public Request oldestFirst(Instant from, int pageSize) {
        return page("asc", pageSize);
    }

    @Override
    public Request newestFirst(int pageSize) {
        return page("desc", pageSize);
    }

    @Override
    public Request after(Request page, List<Request.Param> next, int pageSize) {
        return next.stream()
                .filter(param -> param.name().equals("page"))
                .findFirst()
                .map(param -> page.withQueryParam(param.name(), param.value()))
                .orElse(page);
    }

    private static Request page(String order, int pageSize) {
        return Request.get("/conversations/deleted")
                .withQueryParam("order", order)
                .withQueryParam("page", 1)
                .withQueryParam("per_page", Math.min(MAX_PAGE_SIZE, pageSize));
    }
}
