package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No single wrong answer deletes a row that exists or loses one: the whole task against the sandbox, while answers are wrong at random,
 * each in one way. A failure names the seed, which tells the same run again with {@code -Dmutations.seed}; {@code -Dmutations} is how many
 * wrong answers there are in all.
 */
class MutationPropertyTest {
    private static final int ANSWERS_PER_RUN = 1_000;
    private static final MutationStatistics FIGURES = new MutationStatistics();

    /** Wrong answers are told of, and there are thousands. */
    @BeforeAll
    static void quiet() {
        Configurator.setLevel(MutationPropertyTest.class.getPackageName(), Level.OFF);
    }

    @AfterAll
    static void report() {
        Configurator.reconfigure();
        System.out.println(FIGURES);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_wrong_answer_deletes_or_loses_a_row(boolean fail) {
        Long told = Long.getLong("mutations.seed");
        if (told != null) {
            run(told, fail);
            return;
        }
        int most = FIGURES.mutated() + Integer.getInteger("mutations", 10_000) / 2;
        for (long seed = Integer.getInteger("mutations.first", 1); FIGURES.mutated() < most; seed++) {
            run(seed, fail);
        }
    }

    private static void run(long seed, boolean fail) {
        MutationRun run = new MutationRun(seed, fail, (mutation, place) -> true, DeliveryPropertyTest::task, FIGURES);
        List<String> wrong = run.goesWrong(ANSWERS_PER_RUN).comesRight();
        assertThat(wrong)
                .as(
                        "seed %d, %s; the latest wrong answers: %s",
                        seed, fail ? "fail" : "skip", String.join("\n", run.latest()))
                .isEmpty();
    }

    /** Each mutation by itself, and each place: shows which of them break something. */
    @Test
    @EnabledIfSystemProperty(named = "mutations.survey", matches = "\\d+")
    void survey() {
        for (Mutation mutation : Mutation.values()) {
            survey(mutation.name(), (kind, place) -> kind == mutation);
        }
        for (ReplyPlace place : ReplyPlace.values()) {
            survey(place.name(), (kind, where) -> where == place);
        }
    }

    private static void survey(String name, BiPredicate<Mutation, ReplyPlace> allowed) {
        MutationStatistics figures = new MutationStatistics();
        Map<String, Integer> faults = new TreeMap<>();
        for (long seed = 1; seed <= Integer.getInteger("mutations.survey"); seed++) {
            MutationRun run = new MutationRun(seed, seed % 2 == 0, allowed, DeliveryPropertyTest::task, figures);
            run.goesWrong(ANSWERS_PER_RUN / 2).comesRight().forEach(fault -> {
                String kind = fault.replaceAll("\\S+Z |\\[.*?]", "");
                faults.merge(kind, 1, Integer::sum);
            });
        }
        System.out.printf("%s: %s%n  faults %s%n  deaths %s%n", name, figures, faults, figures.deaths());
    }
}
