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
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may use which, and what no class may do. */
class ArchitectureTest {
    private static final String ROOT = "io.kafkaconnect.intercom";
    private static final int MAX_CLASSES = 25;

    private static final int MAX_LINES = 250;

    /** Each package and the packages that it may use. All may use {@code value}, and the root may use all. */
    private static final Map<String, Set<String>> MAY_KNOW = new TreeMap<>(Map.ofEntries(
            Map.entry("value", Set.of()),
            Map.entry("table", Set.of()),
            Map.entry("table.dictionary", Set.of("table")),
            Map.entry("offset", Set.of()),
            Map.entry("memory", Set.of("offset")),
            Map.entry("client", Set.of()),
            Map.entry("client.http", Set.of("client")),
            Map.entry("client.response", Set.of("client", "client.http")),
            Map.entry("client.limit", Set.of("client", "client.response")),
            Map.entry("client.dispatch", Set.of("client", "client.http", "client.response", "client.limit")),
            Map.entry("reader", Set.of("client")),
            Map.entry("reader.page", Set.of("client", "reader", "offset")),
            Map.entry("reader.enrich", Set.of("client", "reader", "reader.page", "offset")),
            Map.entry("reader.incremental", Set.of("client", "reader", "reader.page", "reader.enrich", "offset")),
            Map.entry("reader.list", Set.of("client", "reader", "reader.page", "reader.enrich")),
            Map.entry(
                    "stream",
                    Set.of(
                            "client",
                            "reader",
                            "reader.page",
                            "reader.enrich",
                            "reader.incremental",
                            "reader.list",
                            "memory",
                            "offset")),
            Map.entry("message", Set.of("client", "stream", "reader")),
            Map.entry("metrics", Set.of("client", "message")),
            Map.entry("config", Set.of("client", "table", "table.dictionary")),
            Map.entry("plan", Set.of("client", "config", "stream", "reader", "table", "table.dictionary", "offset")),
            Map.entry("validation", Set.of("client", "config", "message", "plan", "stream", "reader", "offset")),
            Map.entry(
                    "feed", Set.of("client", "message", "metrics", "reader", "reader.incremental", "table", "offset")),
            Map.entry("feed.change", Set.of("feed", "memory", "metrics", "offset", "table", "table.dictionary")),
            Map.entry(
                    "feed.incremental",
                    Set.of(
                            "feed",
                            "feed.change",
                            "memory",
                            "metrics",
                            "stream",
                            "reader",
                            "reader.incremental",
                            "table",
                            "table.dictionary",
                            "offset")),
            Map.entry(
                    "feed.list",
                    Set.of(
                            "client",
                            "feed",
                            "feed.change",
                            "memory",
                            "metrics",
                            "stream",
                            "reader",
                            "reader.list",
                            "table",
                            "offset")),
            Map.entry(
                    "feed.contact",
                    Set.of(
                            "client",
                            "feed",
                            "feed.change",
                            "feed.list",
                            "memory",
                            "metrics",
                            "reader",
                            "reader.list",
                            "table",
                            "offset")),
            Map.entry(
                    "feed.conversation",
                    Set.of(
                            "client",
                            "feed",
                            "feed.change",
                            "feed.incremental",
                            "feed.list",
                            "memory",
                            "reader",
                            "reader.list",
                            "table")),
            Map.entry(
                    "task",
                    Set.of(
                            "client",
                            "config",
                            "feed",
                            "feed.change",
                            "feed.contact",
                            "feed.conversation",
                            "feed.incremental",
                            "feed.list",
                            "memory",
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
    void a_package_uses_only_the_packages_below_it(String name) {
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
    void every_package_but_the_root_has_a_rule() {
        Set<String> there = new TreeSet<>();
        MAIN.forEach(type -> there.add(type.getPackageName()));
        there.remove(ROOT);

        assertThat(there)
                .containsExactlyElementsOf(new TreeSet<>(
                        packages().stream().map(ArchitectureTest::full).toList()));
    }

    @Test
    void packages_have_no_cyclic_dependencies() {
        check(slices().matching("io.kafkaconnect.(**)")
                .should()
                .beFreeOfCycles()
                .because("each package is to be read and tested without the one above it"));
    }

    @Test
    void no_package_has_too_many_classes() {
        Map<String, Long> sizes = MAIN.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(groupingBy(JavaClass::getPackageName, counting()));

        assertThat(sizes).allSatisfy((name, size) -> assertThat(size).isLessThanOrEqualTo(MAX_CLASSES));
    }

    /** The data dictionary is one line a column. */
    @Test
    void no_class_but_the_data_dictionary_is_long() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> classes = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getParent().endsWith("dictionary"))
                    .toList();
            assertThat(classes).hasSizeGreaterThan(100);
            for (Path file : classes) {
                assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(MAX_LINES);
            }
        }
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

    /** The quickstart's worker loads the connector from the archive; the quickstart runs without the connector's classes. */
    @Test
    void sandbox_and_quickstart_do_not_use_the_connector() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("are the connector's", type -> MAIN.contain(type.getName())))
                .because("their class paths do not hold the connector")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.OnlyIncludeTests())
                        .importPackages(full("sandbox"), full("quickstart"))
                        .that(not(HasName.Predicates.nameMatching(".*Test(\\$.*)?"))));
    }

    @Test
    void client_reader_and_memory_do_not_use_kafka() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".client..",
                        ROOT + ".reader..",
                        ROOT + ".stream..",
                        ROOT + ".offset..",
                        ROOT + ".memory..",
                        ROOT + ".message..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("they decide what to ask next, whatever the rows look like and whoever takes them"));
    }

    @Test
    void only_one_package_uses_the_http_library() {
        check(noClasses()
                .that(not(resideInAPackage(full("client.http"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.asynchttpclient..", "io.netty..")
                .because("it is to be replaced in one place"));
    }

    @Test
    void value_uses_only_json() {
        check(classes()
                .that()
                .resideInAPackage(full("value"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", full("value"))
                .because("every other package reads values by its rules"));
    }

    @Test
    void table_uses_only_json_and_the_data_classes_of_connect() {
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
    void no_class_uses_internal_classes_of_kafka() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka.connect.runtime..", "org.apache.kafka.common.utils..")
                .because("these change with every release, and the same archive runs on workers of many"));
    }

    /** It looks up the one internal exception of Kafka for which a worker answers 400. */
    @Test
    void only_bad_requests_looks_up_a_class_by_its_name() {
        check(noClasses()
                .that(not(HasName.Predicates.name(full("validation.BadRequests"))))
                .should()
                .accessTargetWhere(named("forName")
                        .and(ownedBy(Class.class))
                        .or(named("loadClass").and(ownedBy(ClassLoader.class))))
                .because("no rule about who may know whom sees such a class"));
    }

    @Test
    void no_class_sleeps() {
        check(noClasses()
                .should()
                .accessTargetWhere(named("sleep").and(ownedBy(Thread.class).or(ownedBy(TimeUnit.class))))
                .because("the worker stops, pauses and rebalances a task only between its polls"));
    }

    @Test
    void no_class_reads_a_clock_that_is_not_injected() {
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
    void only_the_root_package_uses_the_system_clock() {
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
    void no_class_writes_to_the_standard_streams() {
        check(NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("there no level, context or appender applies"));
    }

    @Test
    void no_class_has_a_vague_name() {
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
