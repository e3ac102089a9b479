package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * All companies by the scroll, since the list ends at ten thousand. Intercom allows one open scroll per app, forgets it after a minute
 * without use, and cannot resume it. It may give the same {@code scroll_param} with every page: the end is an empty page. A 404
 * once there was a page is a scroll that expired.
 */
final class CompanyScroll implements Pass {
    private static final String PATH = "/companies/scroll";

    private final Intercom intercom;
    private String scroll;
    private String firstOfPage;

    CompanyScroll(Intercom intercom) {
        this.intercom = intercom;
    }

    @Override
    public CompletableFuture<Part> next() {
        // A repeated page request would skip a page: the scroll has moved on at Intercom's. Only the first may be
        // repeated.
        Request request = scroll == null
                ? Request.get(PATH)
                : Request.get(PATH).with("scroll_param", scroll).once();
        return intercom.ask(request).thenApply(this::part);
    }

    private Part part(Reply reply) {
        if (reply instanceof Reply.Found found) {
            return page(found);
        }
        Reply.Failed failed = (Reply.Failed) reply;
        if (failed instanceof Reply.Gone && scroll == null) {
            // An app without companies.
            return new Part(List.of(), true);
        }
        if (failed instanceof Reply.Gone || (failed instanceof Reply.Unavailable && scroll != null)) {
            throw new RestartException(
                    "the companies scroll broke: " + failed.failure().describe());
        }
        throw new IntercomException(failed);
    }

    private Part page(Reply.Found found) {
        List<ObjectNode> companies = WholeLists.objects(found, "data");
        if (companies.isEmpty()) {
            return new Part(companies, true);
        }
        String first = companies.get(0).path("id").asText();
        if (first.equals(firstOfPage)) {
            throw new RestartException("the companies scroll gave the same page twice");
        }
        firstOfPage = first;
        String param = found.body().path("scroll_param").asText("");
        if (param.isEmpty()) {
            throw new RestartException("the companies scroll gave no scroll_param");
        }
        scroll = param;
        return new Part(companies, false);
    }
}
