package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.stream.StreamListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamLogTest {
    private final Logger logger = (Logger) LogManager.getLogger(StreamLog.class);
    private final Lines lines = new Lines();
    private final StreamMetrics metrics = new StreamMetrics();
    private final StreamListener log = new StreamLog(
            "conversations", metrics, new MissingPermission(false, Map.of("conversations", metrics)), true);

    private static final class Lines extends AbstractAppender {
        final List<String> said = new ArrayList<>();

        Lines() {
            super("lines of StreamLog", null, null, true, Property.EMPTY_ARRAY);
            start();
        }

        @Override
        public void append(LogEvent event) {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            said.add(event.getMessage().getFormattedMessage());
        }
    }

    @BeforeEach
    void listen() {
        logger.addAppender(lines);
    }

    @AfterEach
    void forget() {
        logger.removeAppender(lines);
    }

    /** It is read again with each of its changes, and each time as short. */
    @Test
    void a_conversation_with_more_parts_than_intercom_gives_is_told_once_and_counted() {
        log.partsMissing("c", 520, 500);
        assertThat(metrics.get(Count.PARTS_MISSING)).isEqualTo(20);
        log.partsMissing("c", 521, 500);
        log.partsMissing("d", 501, 500);

        assertThat(lines.said).hasSize(2);
        assertThat(lines.said.get(0)).contains("Conversation c has 520 parts and Intercom gave 500");
        assertThat(lines.said.get(1)).contains("Conversation d has 501 parts");
    }

    @Test
    void what_vanished_between_the_list_and_its_details_is_counted_and_no_reason_for_a_word() {
        log.vanished();

        assertThat(metrics.get(Count.VANISHED)).isEqualTo(1);
        assertThat(lines.said).isEmpty();
    }
}
