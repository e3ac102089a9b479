package io.kafkaconnect.intercom.client.dispatch;

import static io.kafkaconnect.intercom.client.Request.Priority.BACKGROUND;
import static io.kafkaconnect.intercom.client.Request.Priority.DETAIL;
import static io.kafkaconnect.intercom.client.Request.Priority.LIST;
import static io.kafkaconnect.intercom.client.Request.Priority.SCROLL;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Request.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    private final RequestQueue<Integer> queue = new RequestQueue<>();

    @Test
    void scrolls_come_first_then_lists_and_details_in_turn_and_background_requests_last() {
        for (Priority priority : List.of(BACKGROUND, DETAIL, DETAIL, LIST, LIST, SCROLL)) {
            queue.add(priority, 1);
        }

        assertThat(taken(true)).containsExactly(SCROLL, DETAIL, LIST, DETAIL, LIST, BACKGROUND);
    }

    @Test
    void a_background_request_is_a_detail_and_waits_where_no_detail_may_be_sent() {
        queue.add(BACKGROUND, 1);
        queue.add(LIST, 1);

        assertThat(taken(false)).containsExactly(LIST);
        assertThat(taken(true)).containsExactly(BACKGROUND);
    }

    private List<Priority> taken(boolean detailsMayGo) {
        List<Priority> taken = new ArrayList<>();
        for (Optional<Priority> next = queue.next(detailsMayGo); next.isPresent(); next = queue.next(detailsMayGo)) {
            queue.take(next.get());
            taken.add(next.get());
        }
        return taken;
    }
}
