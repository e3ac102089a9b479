package io.kafkaconnect.intercom.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each recipe of the page about operations has a test that executes it. */
class RecipesTest {

    @Test
    void each_recipe_has_a_test_of_its_name_and_each_test_a_recipe() {
        Stream<String> tests = Arrays.stream(RecipesIT.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> method.getName());

        assertThat(Recipe.all().stream().map(Recipe::name))
                .hasSizeGreaterThan(10)
                .containsExactlyInAnyOrderElementsOf(tests.toList());
    }

    /** A command in a block of another kind would not be executed. */
    @Test
    void each_block_is_a_command_its_output_or_a_file() {
        assertThat(Recipe.languages()).isNotEmpty().isSubsetOf(List.of("sh", "text", "properties"));
    }

    @Test
    void each_recipe_says_when_it_is_for_what_is_seen_and_what_happens_next() {
        assertThat(Recipe.all())
                .allSatisfy(recipe -> assertThat(recipe.text())
                        .as(recipe.heading())
                        .contains("**When.**", "**You see**", "**Next.**"));
    }
}
