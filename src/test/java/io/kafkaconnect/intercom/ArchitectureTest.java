package io.kafkaconnect.intercom;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know which, and what no class may do. */
class ArchitectureTest {
    private static final String ROOT = "io.kafkaconnect.intercom";
    private static final int MAX_CLASSES = 25;

    /** Each package and the others that it may know; {@code value} may be known by all, and the root knows whom it likes. */
    private static final Map<String, Set<String>> MAY_KNOW = new TreeMap<>(Map.ofEntries(
            Map.entry("value", Set.of()),
            Map.entry("table", Set.of()),
            Map.entry("offset", Set.of()),
            Map.entry("fingerprint", Set.of("offset")),
            Map.entry("client", Set.of()),
            Map.entry("client.http", Set.of("client")),
            Map.entry("client.dispatch", Set.of("client", "client.http")),
            Map.entry("reader", Set.of("client")),
            Map.entry("reader.incremental", Set.of("client", "reader", "offset")),
            Map.entry("reader.enrich", Set.of("client", "reader", "reader.incremental")),
            Map.entry("reader.list", Set.of("client", "reader", "reader.incremental", "reader.enrich")),
            Map.entry(
                    "stream",
                    Set.of("client", "reader", "reader.incremental", "reader.enrich", "reader.list", "offset")),
            Map.entry("message", Set.of("client", "stream")),
            Map.entry("metrics", Set.of("client", "message")),
            Map.entry("config", Set.of("client", "table")),
            Map.entry("plan", Set.of("client", "config", "stream", "reader", "table", "offset")),
            Map.entry("validation", Set.of("client", "config", "message", "plan", "stream", "reader", "offset")),
            Map.entry(
                    "feed", Set.of("client", "message", "metrics", "reader", "reader.incremental", "table", "offset")),
            Map.entry(
                    "feed.incremental",
                    Set.of("feed", "metrics", "stream", "reader", "reader.incremental", "table", "offset")),
            Map.entry(
                    "feed.list",
                    Set.of(
                            "client",
                            "feed",
                            "fingerprint",
                            "metrics",
                            "stream",
                            "reader",
                            "reader.list",
                            "table",
                            "offset")),
            Map.entry(
                    "task",
                    Set.of(
                            "client",
                            "client.dispatch",
                            "config",
                            "feed",
                            "feed.incremental",
                            "feed.list",
                            "fingerprint",
                            "message",
                            "metrics",
                            "plan",
                            "stream",
                            "reader",
                            "reader.incremental",
                            "reader.list",
                            "table",
                            "offset"))));

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    static Set<String> packages() {
        return MAY_KNOW.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_knows_only_those_below_it(String name) {
        Set<String> known = new TreeSet<>(MAY_KNOW.get(name));
        known.add(name);
        known.add("value");
        String[] allowed = known.stream().map(ArchitectureTest::full).toArray(String[]::new);
        check(noClasses()
                .that()
                .resideInAPackage(full(name))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(allowed))))
                .because("each package is to be read and tested without those above it"));
    }

    @Test
    void each_package_but_the_root_is_held_to_its_place() {
        Set<String> there = new TreeSet<>();
        MAIN.forEach(type -> there.add(type.getPackageName()));
        there.remove(ROOT);

        assertThat(there)
                .containsExactlyElementsOf(new TreeSet<>(
                        packages().stream().map(ArchitectureTest::full).toList()));
    }

    @Test
    void packages_do_not_depend_on_each_other_in_circles() {
        check(slices().matching("io.kafkaconnect.(**)")
                .should()
                .beFreeOfCycles()
                .because("each package is to be read and tested without the one above it"));
    }

    @Test
    void no_package_is_larger_than_a_person_can_survey() {
        Map<String, Long> sizes = MAIN.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(MAX_CLASSES));
    }

    @Test
    void a_simple_name_stands_for_one_type() {
        Map<String, Set<String>> byName = new TreeMap<>();
        MAIN.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"))
                .forEach(type -> byName.computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                        .add(type.getName()));
        byName.values().removeIf(types -> types.size() == 1);

        assertThat(byName).isEmpty();
    }

    @Test
    void what_asks_and_what_remembers_does_not_know_kafka() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".client..",
                        ROOT + ".reader..",
                        ROOT + ".stream..",
                        ROOT + ".offset..",
                        ROOT + ".fingerprint..",
                        ROOT + ".message..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("they decide what to ask next, whatever the rows look like and whoever takes them"));
    }

    @Test
    void only_one_package_knows_the_http_library() {
        check(noClasses()
                .that(not(resideInAPackage(full("client.http"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.asynchttpclient..", "io.netty..")
                .because("it is to be replaced in one place"));
    }

    @Test
    void value_knows_only_json() {
        check(classes()
                .that()
                .resideInAPackage(full("value"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", full("value"))
                .because("every other package reads values by its rules"));
    }

    @Test
    void table_knows_only_json_and_the_data_classes_of_connect() {
        check(classes()
                .that()
                .resideInAPackage(full("table"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.apache.kafka.connect.data..",
                        "org.apache.kafka.connect.errors..",
                        full("table"),
                        full("value"))
                .because("a row is a function of its JSON alone"));
    }

    private static String full(String name) {
        return ROOT + '.' + name;
    }

    @Test
    void nobody_uses_the_inside_of_kafka() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.connect.runtime..", "org.apache.kafka.common.utils..")
                .because("these change with every release, and the same archive runs on workers of many"));
    }

    @Test
    void nobody_sleeps() {
        check(noClasses()
                .should()
                .accessTargetWhere(named("sleep").and(ownedBy(Thread.class).or(ownedBy(TimeUnit.class))))
                .because("the worker stops, pauses and rebalances a task only between its polls"));
    }

    @Test
    void nobody_reads_a_clock_that_was_not_given() {
        DescribedPredicate<JavaAccess<?>> now = describe(
                "the time of now",
                access -> access.getTarget().getName().equals("now")
                        && access.getTargetOwner().getPackageName().equals("java.time")
                        && !access.getTarget().getFullName().contains(Clock.class.getName()));
        check(noClasses()
                .should()
                .accessTargetWhere(now.or(named("currentTimeMillis").and(ownedBy(System.class))))
                .because("a test must be able to set the time"));
    }

    @Test
    void only_the_root_package_takes_the_clock_of_the_system() {
        DescribedPredicate<JavaAccess<?>> systemClock = describe(
                "the system's clock",
                access -> access.getTarget().getName().startsWith("system")
                        && access.getTargetOwner().isAssignableTo(InstantSource.class));
        check(noClasses()
                .that(not(resideInAPackage(ROOT)))
                .should()
                .accessTargetWhere(systemClock)
                .because("the task is the one place that decides what is real"));
    }

    @Test
    void the_log_is_slf4j() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging")
                .because("the worker's settings do not reach it"));
    }

    @Test
    void nobody_writes_to_the_standard_streams() {
        check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("there no level, context or appender applies"));
    }

    @Test
    void a_class_is_named_after_what_it_is() {
        check(noClasses()
                .should()
                .haveNameMatching(".*(Manager|Utils?|Helper|Impl)")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .because("such a name says that nobody knows what the class is for"));
    }

    private static DescribedPredicate<JavaAccess<?>> named(String name) {
        return describe(name, access -> access.getTarget().getName().equals(name));
    }

    private static DescribedPredicate<JavaAccess<?>> ownedBy(Class<?> owner) {
        return describe(owner.getSimpleName(), access -> access.getTargetOwner().isAssignableTo(owner));
    }

    /** A package without classes yet breaks no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }
}
