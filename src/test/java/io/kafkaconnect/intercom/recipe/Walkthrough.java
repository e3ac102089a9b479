package io.kafkaconnect.intercom.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.worker.Deployment;
import java.util.Iterator;
import java.util.Map;
import org.awaitility.Awaitility;

/** Executes the commands of a recipe in their order. Each must print what the page shows; the digits may be others. */
final class Walkthrough {
    private final Recipe recipe;
    private final Terminal terminal;
    private final Iterator<Recipe.Step> steps;

    Walkthrough(Recipe recipe, Terminal terminal) {
        this.recipe = recipe;
        this.terminal = terminal;
        this.steps = recipe.steps().iterator();
    }

    Recipe recipe() {
        return recipe;
    }

    /** Executes the next command once. */
    void next() {
        execute(steps.next(), Map.of());
    }

    /** Executes the next command until it prints what the page shows. */
    void awaitNext() {
        awaitNext(Map.of());
    }

    /** The same with such text in place of that of the page. */
    void awaitNext(Map<String, String> places) {
        await(steps.next(), places);
    }

    /** Executes the next command again and again, as {@link #awaitNext()}: once with each of these texts in place of that of the page. */
    void awaitNextWithEach(String text, Iterable<String> places) {
        Recipe.Step step = steps.next();
        places.forEach(place -> await(step, Map.of(text, place)));
    }

    private void await(Recipe.Step step, Map<String, String> places) {
        Awaitility.await(step.command()).atMost(Deployment.LIMIT).untilAsserted(() -> execute(step, places));
    }

    void assertAtEnd() {
        assertThat(steps)
                .as("commands of '%s' that the test leaves out", recipe.heading())
                .isExhausted();
    }

    private void execute(Recipe.Step step, Map<String, String> places) {
        Terminal.Result result = terminal.execute(step.command(), places);
        assertThat(masked(result.output())).as(step.command()).isEqualTo(masked(step.output()));
        assertThat(result.exitCode()).as(step.command()).isZero();
    }

    private static String masked(String output) {
        return output.replaceAll("[0-9]+", "0");
    }
}
