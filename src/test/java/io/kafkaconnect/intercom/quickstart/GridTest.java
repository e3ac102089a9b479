package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GridTest {
    private final Grid grid = new Grid(
            List.of("teammate", "open", "note"),
            List.of(List.of("Ben Adams", "12", "two\nlines"), List.of("nobody", "3", "")));

    @Test
    void texts_begin_and_numbers_end_at_one_edge() {
        assertThat(String.join("\n", grid.lines(80))).isEqualTo("""
                teammate   open  note
                ---------  ----  ---------
                Ben Adams    12  two lines
                nobody        3""");
    }

    @Test
    void a_column_that_does_not_fit_is_left_out_whole_and_named() {
        assertThat(String.join("\n", grid.lines(20))).isEqualTo("""
                teammate   open
                ---------  ----
                Ben Adams    12
                nobody        3
                (also: note)""");
    }

    @Test
    void a_long_text_is_clipped() {
        Grid wide = new Grid(List.of("body"), List.of(List.of("x".repeat(100))));

        assertThat(wide.lines(80))
                .allMatch(line -> line.length() <= 40)
                .last()
                .asString()
                .endsWith("x…");
    }
}
