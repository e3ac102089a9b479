package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Workspace workspace = new Backend(new Options()).workspace();
    private final long tags = workspace.tags().size();
    private final Comparison comparison = Comparison.with(workspace, List.of("tags", "admins"));

    @Test
    void equal_numbers_are_no_difference() {
        assertThatNoException().isThrownBy(() -> comparison.require("PostgreSQL", comparison.expected()));
        assertThat(comparison.expected()).containsOnlyKeys("tags", "admins").containsEntry("tags", tags);
    }

    @Test
    void one_row_less_is_an_error_that_names_the_table_and_both_numbers() {
        Map<String, Long> counts =
                Map.of("tags", tags - 1, "admins", comparison.expected().get("admins"));

        assertThatExceptionOfType(TroubleException.class)
                .isThrownBy(() -> comparison.require("PostgreSQL", counts))
                .withMessageContaining("tags: " + (tags - 1) + " instead of " + tags)
                .withMessageNotContaining("admins");
    }

    @Test
    void a_table_that_does_not_exist_has_no_rows() {
        assertThat(comparison.differences(Map.of())).contains("tags: 0 instead of " + tags);
    }
}
