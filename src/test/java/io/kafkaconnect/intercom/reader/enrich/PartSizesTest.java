package io.kafkaconnect.intercom.reader.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartSizesTest {

    /** What was seen, as {@code times x parts : length of the response}. The rest is thousands of bytes. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            at first parts are taken for long                     |                         | 499 | 7500
            short parts count with their fields                   | 100x499:500000          | 499 | 3000
            long parts count with their text                      | 100x499:5000000         | 499 | 7500
            a conversation without parts is one text              | 100x499:500000          | 0   | 6
            one response is enough                                | 1x499:500000            | 499 | 3000
            long parts after short ones are learned from a few    | 1000x9:10000 20x499:5000000 | 499 | 7300
            short ones after long ones, too                       | 100x9:100000 300x9:10000 | 9  | 60
            """)
    void the_memory_of_parts_follows_from_the_responses_seen_lately(
            String name, String seen, int parts, double thousands) {
        PartSizes sizes = new PartSizes();
        Pattern.compile("(\\d+)x(\\d+):(\\d+)")
                .matcher(seen == null ? "" : seen)
                .results()
                .forEach(some -> {
                    for (int i = 0; i < Integer.parseInt(some.group(1)); i++) {
                        sizes.seen(Integer.parseInt(some.group(2)), Integer.parseInt(some.group(3)));
                    }
                });

        assertThat(sizes.memory(parts) / 1_000.0).as(name).isCloseTo(thousands, within(thousands / 20));
    }
}
