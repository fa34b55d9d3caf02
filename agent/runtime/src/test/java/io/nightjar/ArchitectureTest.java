package io.nightjar;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.nightjar.pattern.Pattern;
import io.nightjar.pattern.PatternException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sentences of the design about who may know whom, and what agent code never does. */
class ArchitectureTest {
    private static final List<String> CORE = List.of(
            "advice",
            "alert",
            "detect",
            "learn",
            "match",
            "notify",
            "objective",
            "record",
            "rule",
            "rule.reading",
            "time");

    /** Package to the packages that it may use beside itself; launch, which uses all, is left out. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("hook", List.of()),
            Map.entry("time", List.of()),
            Map.entry("alert", List.of()),
            Map.entry("record", List.of("time")),
            Map.entry("match", List.of()),
            Map.entry("notify", List.of("alert", "learn", "match", "objective", "time")),
            Map.entry("learn", List.of("record")),
            Map.entry("objective", List.of("match", "time")),
            Map.entry("rule", List.of("alert", "match", "time")),
            Map.entry("rule.reading", List.of("match", "record", "rule", "time")),
            Map.entry(
                    "detect",
                    List.of(
                            "alert",
                            "learn",
                            "match",
                            "record",
                            "rule",
                            "rule.reading",
                            "objective",
                            "notify",
                            "time")),
            Map.entry("advice", List.of("detect", "record", "time")),
            Map.entry("host", List.of()),
            Map.entry("store", List.of()),
            Map.entry("log", List.of("host")),
            Map.entry("calls", List.of("record", "time", "log", "host")),
            Map.entry("pattern", List.of()),
            Map.entry("config", and(CORE, "log", "host", "pattern")),
            Map.entry("preset", List.of("record", "config", "log", "host", "pattern", "match")),
            Map.entry("observe", and(CORE, "hook", "config", "log", "host", "pattern", "preset")),
            Map.entry("observe.follow", and(CORE, "hook", "config", "log", "host", "pattern", "preset", "observe")),
            Map.entry("observe.follow.reactor", List.of("observe.follow")),
            Map.entry("observe.follow.future", List.of("observe.follow")),
            Map.entry("observe.follow.kotlin", List.of("observe.follow")),
            Map.entry("observe.follow.rxjava", List.of("observe.follow")),
            Map.entry("observe.follow.mutiny", List.of("observe.follow")),
            Map.entry("weave.match", and(CORE, "config", "log", "host", "pattern", "preset", "observe.follow")),
            Map.entry(
                    "weave.bytecode",
                    and(
                            CORE,
                            "config",
                            "log",
                            "host",
                            "pattern",
                            "preset",
                            "observe",
                            "observe.follow",
                            "weave.match")),
            Map.entry(
                    "weave",
                    and(
                            CORE,
                            "hook",
                            "config",
                            "log",
                            "host",
                            "pattern",
                            "preset",
                            "observe",
                            "observe.follow",
                            "weave.match",
                            "weave.bytecode")),
            Map.entry("json", List.of("alert", "log")),
            Map.entry("state", and(CORE, "log", "host", "json", "store")),
            Map.entry("sample.reading", List.of("log", "host", "time")),
            Map.entry("sample.linux", List.of("log", "host", "time", "sample.reading")),
            Map.entry("sample.jvm", and(CORE, "log", "host", "sample.reading")),
            Map.entry("sample.gpu", List.of("log", "host", "time", "sample.reading", "sample.linux")),
            Map.entry("sample.oshi", List.of("log", "host", "time", "sample.reading", "sample.gpu")),
            Map.entry(
                    "sample",
                    and(
                            CORE,
                            "config",
                            "log",
                            "host",
                            "sample.reading",
                            "sample.linux",
                            "sample.jvm",
                            "sample.gpu",
                            "sample.oshi")),
            Map.entry("sink.http", List.of("config", "log", "host", "time")),
            Map.entry("sink.queue", List.of("alert", "log", "host", "time")),
            Map.entry(
                    "sink.protocol",
                    List.of("alert", "config", "log", "host", "time", "json", "sink.http", "sink.queue")),
            Map.entry(
                    "sink.spool",
                    List.of("alert", "config", "log", "host", "time", "json", "store", "sink.protocol", "sink.queue")),
            Map.entry(
                    "sink",
                    and(
                            CORE,
                            "config",
                            "log",
                            "host",
                            "json",
                            "sink.http",
                            "sink.queue",
                            "sink.protocol",
                            "sink.spool")),
            Map.entry("status", and(CORE, "log", "json", "observe", "sample", "sink", "sink.queue", "weave")),
            Map.entry("request", List.of("alert", "notify", "time", "json", "log")),
            Map.entry("export", List.of("advice", "log", "request", "status")),
            Map.entry("export.prometheus", List.of("export.metric")),
            Map.entry(
                    "export.metric", and(CORE, "log", "host", "sample", "sample.gpu", "sink", "sink.queue", "status")),
            Map.entry(
                    "export.otlp",
                    List.of(
                            "record",
                            "time",
                            "config",
                            "log",
                            "host",
                            "json",
                            "sink.http",
                            "sink.protocol",
                            "sink.queue",
                            "export.metric")),
            Map.entry("export.jmx", List.of("record", "time", "log", "host", "status")),
            Map.entry("export.jfr", List.of("alert", "calls", "record", "log")),
            Map.entry(
                    "console",
                    and(
                            CORE,
                            "config",
                            "log",
                            "host",
                            "json",
                            "request",
                            "status",
                            "sample",
                            "sample.gpu",
                            "console.history")),
            Map.entry("console.history", and(CORE)),
            Map.entry("replay", and(CORE, "config", "log", "host", "json", "pattern", "preset")),
            Map.entry(
                    "cli",
                    and(
                            CORE,
                            "config",
                            "log",
                            "host",
                            "pattern",
                            "json",
                            "sink",
                            "weave",
                            "sample",
                            "sample.reading",
                            "sample.jvm",
                            "sample.gpu",
                            "status",
                            "request",
                            "replay",
                            "console",
                            "export",
                            "cli.fleet")),
            Map.entry("cli.fleet", and(CORE, "export.metric")));

    private static List<String> and(List<String> some, String... others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(others));
        return all;
    }

    private static JavaClasses house;

    @BeforeAll
    static void importHouse() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.nightjar");
    }

    @Test
    void shouldUseOnlyThePackagesBelowItWhenAPackageNeedsAnother() {
        MAY_USE.forEach((name, used) -> {
            String[] forbidden = MAY_USE.keySet().stream()
                    .filter(other -> !other.equals(name) && !used.contains(other))
                    .map(other -> "io.nightjar." + other)
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("io.nightjar." + name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden));
        });
    }

    @Test
    void shouldHaveNoCycleWhenPackagesUseOneAnother() {
        check(slices().matching("io.nightjar.(**)").should().beFreeOfCycles());
    }

    @Test
    void shouldKnowNoClassFilesWhenItRunsInTheApplicationsCalls() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packagesOf("observe", "preset"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.bytebuddy.."));
    }

    @Test
    void shouldDependOnNeitherLaunchNorCliNorTheEntryWhenItIsAnotherPackage() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("launch"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("launch")));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("cli"), packageOf("launch"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("cli")));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(packageOf("agent"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("agent")));
        check(noClasses()
                .that()
                .resideInAPackage(packageOf("agent"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.nightjar..")
                        .and(DescribedPredicate.not(resideInAPackage(packageOf("agent"))))));
    }

    @Test
    void shouldBeTheOnlyPackageThatUsesItsLibraryWhenItHasOne() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("weave"))
                .and()
                .doNotHaveFullyQualifiedName("io.nightjar.cli.AttachedJvm")
                .and()
                .haveNameNotMatching("io\\.nightjar\\.cli\\.AttachedJvm\\$.*")
                .and()
                .haveNameNotMatching("io\\.nightjar\\.agent\\.ClassStripper.*") // runs in the build
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.bytebuddy.."));
        check(noClasses()
                .that()
                .resideInAPackage(packageOf("cli"))
                .should()
                .dependOnClassesThat(resideInAPackage("net.bytebuddy..")
                        .and(DescribedPredicate.not(resideInAPackage("net.bytebuddy.agent..")))));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("sample"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("oshi..", "com.sun.jna.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        packageOf("sink"),
                        packageOf("json"),
                        packageOf("export.otlp"),
                        packageOf("replay"),
                        packageOf("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("sink"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "javax.net.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("cli"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli.."));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("console"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty.."));
    }

    @Test
    void shouldDependOnTheJdkAloneWhenItIsTheLibrary() {
        check(classes()
                .that()
                .resideInAnyPackage(packagesOf(
                        "alert",
                        "detect",
                        "match",
                        "notify",
                        "learn",
                        "objective",
                        "record",
                        "rule",
                        "time",
                        "host",
                        "log",
                        "pattern",
                        "config"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "io.nightjar..", "org.jspecify..")
                        .or(DescribedPredicate.describe("an array of primitives", ArchitectureTest::isPrimitive))));
    }

    @Test
    void shouldTouchNeitherFilesNorTheNetworkWhenItDetects() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packagesOf("detect", "notify", "record", "alert"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void shouldLeaveTheJvmAndItsStreamsAloneWhenItIsAgentCode() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("cli"))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .accessField(System.class, "out"));
        check(noClasses()
                .that()
                .resideOutsideOfPackage(packageOf("sample"))
                .should()
                .callMethod(System.class, "setProperty", String.class, String.class));
        check(noClasses()
                .should()
                .callMethod(System.class, "setOut", PrintStream.class)
                .orShould()
                .callMethod(System.class, "setErr", PrintStream.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .callMethod(System.class, "getLogger", String.class));
    }

    @Test
    void shouldUseNeitherJulNorUnsafeWhenItIsOurCode() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("sun.misc.Unsafe")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jdk.internal.misc.Unsafe"));
    }

    @Test
    void shouldBeCheapWhenItRunsBeforeTheApplicationsMain() {
        check(noClasses()
                .that()
                .resideInAnyPackage(packagesOf("agent", "config", "log", "pattern"))
                .and()
                .doNotHaveSimpleName("UsedClasses") // runs in the build alone
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.regex..", "java.util.stream..", "java.lang.management..", "javax.management.."));
        check(noClasses()
                .that()
                .resideInAnyPackage(packagesOf("agent", "config", "pattern"))
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "split", String.class));
    }

    @Test
    void shouldHaveNoPackageForOddsAndEnds() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..", "..manager.."));
    }

    @Test
    void shouldHaveARuleForEveryPackage() {
        TreeSet<String> packages = new TreeSet<>();
        for (JavaClass one : house) {
            packages.add(one.getPackageName().substring("io.nightjar".length()).replaceFirst("^\\.", ""));
        }
        packages.removeAll(MAY_USE.keySet());
        assertThat(packages).isSubsetOf("launch", "agent");
    }

    @Test
    void shouldNeverBeWovenWhenItIsAgentCode() {
        for (JavaClass one : house) {
            assertThatThrownBy(() -> Pattern.parse(one.getPackageName() + ".Any#call"))
                    .as(one.getPackageName())
                    .isInstanceOf(PatternException.class);
        }
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(house);
    }

    private static boolean isPrimitive(JavaClass type) {
        return type.getBaseComponentType().isPrimitive();
    }

    private static String packageOf(String name) {
        return "io.nightjar." + name + "..";
    }

    private static String[] packagesOf(String... names) {
        return List.of(names).stream().map(ArchitectureTest::packageOf).toArray(String[]::new);
    }
}
