package io.kafkaconnect.intercom.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.http.Transport;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitHeadersTest {

    /** The date is a thousand seconds after the epoch. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            those of a window                             | 167 | 166 | 1010                 | true
            with blanks                                   | 167 | 166 | ' 1010 '             | true
            of the next window                            | 167 | 166 | 1020                 | true
            of one that is just over by a clock a bit off | 167 | 166 | 998                  | true
            without end                                   | 167 | 166 |                      | false
            without limit                                 |     | 166 | 1010                 | false
            without rest                                  | 167 |     | 1010                 | false
            not a number                                  | 167 | 166 | soon                 | false
            larger than any number                        | 167 | 166 | 99999999999999999999 | false
            later than any time                           | 167 | 166 | 999999999999999999   | false
            in milliseconds                               | 167 | 166 | 1010000              | false
            too far ahead                                 | 167 | 166 | 1021                 | false
            of a clock that is wrong by an hour           | 167 | 166 | 4610                 | false
            of a window that ended long ago               | 167 | 166 | 979                  | false
            a number of seconds and not a time            | 167 | 166 | 10                   | false
            no limit at all                               | 0   | 0   | 1010                 | false
            less than none                                | -1  | 0   | 1010                 | false
            """)
    void headers_count_only_if_their_window_is_near_the_date(
            String name, String limit, String remaining, String reset, boolean believed) {
        Map<String, String> headers = new HashMap<>();
        headers.put("X-RateLimit-Limit", limit);
        headers.put("X-RateLimit-Remaining", remaining);
        headers.put("X-RateLimit-Reset", reset);
        assertThat(RateLimitHeaders.of(
                        new Transport.RawResponse(200, headers::get, new byte[0]), Instant.ofEpochSecond(1000)))
                .matches(found -> found.isPresent() == believed);
    }
}
