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
        List<Priority> added = List.of(BACKGROUND, DETAIL, DETAIL, LIST, LIST, SCROLL);
        for (int i = 0; i < added.size(); i++) {
            queue.add(added.get(i), i);
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

    @Test
    void a_request_that_is_taken_back_is_not_next_any_more() {
        queue.add(DETAIL, 1);
        queue.add(DETAIL, 2);
        queue.remove(DETAIL, 1);
        queue.remove(DETAIL, 3);

        assertThat(queue.peek(DETAIL)).isEqualTo(2);
        assertThat(taken(true)).containsExactly(DETAIL);
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
