package io.kafkaconnect.intercom.client.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BudgetTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the share                                             | 1667 | 0.9  | 0    | 1500
            a small reserve is part of what the share leaves      | 1667 | 0.9  | 100  | 1500
            a large one counts in place of the share              | 1667 | 0.9  | 500  | 1167
            without a share                                       | 1667 | 1.0  | 500  | 1167
            a reserve above the limit leaves one                  | 167  | 0.9  | 500  | 1
            a small share leaves one                              | 3    | 0.1  | 0    | 1
            """)
    void the_smaller_of_share_and_limit_less_reserve_is_used(
            String name, int limit, double share, int reserve, int requests) {
        assertThat(new Budget(share, reserve).of(limit)).as(name).isEqualTo(requests);
    }
}
