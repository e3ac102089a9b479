package io.kafkaconnect.intercom.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.json.PagesJson;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.ResultPage;
import java.io.IOException;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How a list of items is divided into pages. */
sealed interface Paging {

    Comparator<Item> BY_ID = Comparator.comparing(Item::id);
    Comparator<Item> NEWEST_FIRST =
            Comparator.comparingLong(Item::updatedAt).thenComparing(Item::id).reversed();

    /** The page for a request. */
    ResultPage<Item> page(Call call, Collection<Item> all);

    /** Writes what a response says of its page. */
    void write(JsonWriter out, ResultPage<Item> page);

    static Paging newestFirst(int usual) {
        return new Numbered(usual, 150, NEWEST_FIRST);
    }

    static Paging byId(int usual, int most) {
        return new Numbered(usual, most, BY_ID);
    }

    /** Everything in one response. */
    record Whole() implements Paging {

        @Override
        public ResultPage<Item> page(Call call, Collection<Item> all) {
            return new ResultPage<>(List.copyOf(all), all.size(), 1, Math.max(1, all.size()), null);
        }

        @Override
        public void write(JsonWriter out, ResultPage<Item> page) {
            // There is only one.
        }
    }

    /** Pages with a number. The last one has no {@code next}. */
    record Numbered(int usual, int most, Comparator<Item> order) implements Paging {

        @Override
        public ResultPage<Item> page(Call call, Collection<Item> all) {
            return numbered(call, all.stream().sorted(order).toList(), usual, most);
        }

        @Override
        public void write(JsonWriter out, ResultPage<Item> page) {
            out.put("total_count", page.totalCount());
            PagesJson.urlIfAny(out, page);
        }
    }

    /** Pages with a number, which stands beside the items. */
    record Beside(int usual, int most) implements Paging {

        @Override
        public ResultPage<Item> page(Call call, Collection<Item> all) {
            return numbered(call, List.copyOf(all), usual, most);
        }

        @Override
        public void write(JsonWriter out, ResultPage<Item> page) {
            out.put("total_count", page.totalCount())
                    .put("page", page.page())
                    .put("per_page", page.perPage())
                    .put("total_pages", page.totalPages());
        }
    }

    /** Pages after a cursor, which is the time and the id of the last item of a page. */
    record Cursor(int usual, int most) implements Paging {

        private static final ObjectMapper JSON = new ObjectMapper();

        @Override
        public ResultPage<Item> page(Call call, Collection<Item> all) {
            int perPage = perPage(call, usual, most);
            String since = call.param("updated_since");
            String after = call.param("starting_after");
            JsonNode last = after == null ? null : decoded(after);
            List<Item> rest = all.stream()
                    .filter(item -> since == null || item.updatedAt() > Long.parseLong(since))
                    .filter(item -> last == null || follows(item, last))
                    .sorted(NEWEST_FIRST)
                    .toList();
            List<Item> shown = rest.subList(0, Math.min(perPage, rest.size()));
            String next = shown.size() < rest.size() ? encoded(shown.get(shown.size() - 1)) : null;
            return new ResultPage<>(shown, all.size(), 1, perPage, next);
        }

        @Override
        public void write(JsonWriter out, ResultPage<Item> page) {
            out.object("pages", pages -> {
                pages.put("type", "pages").put("per_page", page.perPage());
                if (page.next() == null) {
                    pages.nothing("next");
                } else {
                    pages.object("next", next -> next.put("starting_after", page.next()));
                }
            });
        }

        private static boolean follows(Item item, JsonNode last) {
            int order = Long.compare(item.updatedAt(), last.path(0).longValue());
            return order < 0 || (order == 0 && item.id().compareTo(last.path(1).textValue()) < 0);
        }

        private static JsonNode decoded(String cursor) {
            try {
                JsonNode json = JSON.readTree(Base64.getDecoder().decode(cursor));
                if (json.path(0).isNumber() && json.path(1).isTextual()) {
                    return json;
                }
            } catch (IllegalArgumentException | IOException e) {
                throw Refusal.parameter("starting_after is invalid");
            }
            throw Refusal.parameter("starting_after is invalid");
        }

        private static String encoded(Item item) {
            try {
                byte[] json = JSON.writeValueAsBytes(List.of((double) item.updatedAt(), item.id()));
                return Base64.getEncoder().encodeToString(json);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static ResultPage<Item> numbered(Call call, List<Item> sorted, int usual, int most) {
        return Pager.page(call, sorted, perPage(call, usual, most), most);
    }

    private static int perPage(Call call, int usual, int most) {
        int perPage = call.number("per_page", usual, Integer.MAX_VALUE);
        if (perPage > most) {
            throw Refusal.parameter("Per Page is too big");
        }
        return perPage;
    }
}
