package io.kafkaconnect.intercom;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which package may know which, and what no class may do. */
class ArchitectureTest {
    private static final String ROOT = "io.kafkaconnect.intercom";
    private static final String API = ROOT + ".client..";
    private static final String STREAM = ROOT + ".stream..";
    private static final String TABLE = ROOT + ".table..";
    private static final String VALUE = ROOT + ".value..";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void api_knows_neither_kafka_nor_the_other_packages() {
        check(noClasses()
                .that()
                .resideInAPackage(API)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", ROOT, STREAM, TABLE)
                .because("speaking HTTP with Intercom is its whole trade"));
    }

    @Test
    void stream_knows_only_api_and_value() {
        check(noClasses()
                .that()
                .resideInAPackage(STREAM)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", ROOT, TABLE)
                .because("it decides what to ask next, whatever the rows look like and whoever takes them"));
    }

    @Test
    void value_knows_only_json() {
        check(classes()
                .that()
                .resideInAPackage(VALUE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "com.fasterxml.jackson..", VALUE)
                .because("every other package reads values by its rules"));
    }

    @Test
    void table_knows_only_json_and_the_data_classes_of_connect() {
        check(classes()
                .that()
                .resideInAPackage(TABLE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "com.fasterxml.jackson..",
                        "org.apache.kafka.connect.data..",
                        "org.apache.kafka.connect.errors..",
                        TABLE,
                        VALUE)
                .because("a row is a function of its JSON alone"));
    }

    @Test
    void packages_do_not_depend_on_each_other_in_circles() {
        check(slices().matching("io.kafkaconnect.(**)")
                .should()
                .beFreeOfCycles()
                .because("each package is to be read and tested without the one above it"));
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
