package io.kafkaconnect.intercom.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ApiVersion;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contacts are filtered by seconds only where Intercom surely compares seconds: a filter by seconds loses contacts where it compares days. */
class ContactSearchPrecisionTest {
    private static final String ATTRIBUTES = "GET /data_attributes";

    private final ScriptedIntercom intercom = new ScriptedIntercom(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private boolean comparesSeconds(String version) {
        return ContactSearchPrecision.compareSeconds(intercom, ApiVersion.of(version))
                .join();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{name: 'updated_at', data_type: 'datetime', custom: false}                                                  | true",
                "{name: 'updated_at', data_type: 'date', custom: false}                                                      | false",
                "{name: 'renewal', data_type: 'datetime', custom: true}                                                      | false",
                "{name: 'renewal', data_type: 'date', custom: true}, {name: 'created_at', data_type: 'datetime', custom: false} | true",
                "{name: 'updated_at', data_type: 'datetime', custom: false}, {name: 'created_at', data_type: 'date', custom: false} | false",
                "{name: 'updated_at', data_type: 'datetime'}                                                                 | false",
                "{name: 'email', data_type: 'string', custom: false}                                                         | false",
                "\"\"                                                                                                        | false"
            })
    void the_types_of_built_in_times_tell(String attributes, boolean seconds) {
        String answer = "{data: [" + attributes + "]}";
        intercom.eachOnce().answers(ATTRIBUTES, answer, answer);

        assertThat(comparesSeconds("2.17")).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"2.11", "2.16"})
    void an_earlier_version_is_not_asked(String version) {
        assertThat(comparesSeconds(version)).isFalse();
        assertThat(intercom.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400", "403", "404"})
    void without_an_answer_contacts_are_read_by_days(int status) {
        intercom.eachOnce();
        for (int i = 0; i < 4; i++) {
            intercom.fails(ATTRIBUTES, status);
        }

        assertThat(comparesSeconds("Preview")).isFalse();
    }

    @Test
    void one_answer_does_not_tell() {
        intercom.eachOnce()
                .answers(
                        ATTRIBUTES,
                        "{data: [{name: 'updated_at', data_type: 'datetime', custom: false}]}",
                        "{data: [{name: 'updated_at', data_type: 'date', custom: false}]}");

        assertThat(comparesSeconds("2.17")).isFalse();
    }

    @Test
    void a_failure_between_two_answers_is_passed_over() {
        String seconds = "{data: [{name: 'updated_at', data_type: 'datetime', custom: false}]}";
        intercom.eachOnce().answers(ATTRIBUTES, seconds);
        intercom.fails(ATTRIBUTES, 503);
        intercom.answers(ATTRIBUTES, seconds);

        assertThat(comparesSeconds("2.17")).isTrue();
    }

    @Test
    void a_stop_of_the_task_is_no_answer() {
        intercom.waits(ATTRIBUTES, CompletableFuture.failedFuture(new CancellationException()));

        assertThat(comparesSeconds("2.17")).isFalse();
    }
}
