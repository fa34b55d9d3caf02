package io.nightjar;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sentences of the design about who may know whom, and what agent code never does. */
class HouseRulesTest {
    /** Room to the rooms that it may know beside itself; launch, which knows all, is left out. */
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("hook", List.of()),
            Map.entry("time", List.of()),
            Map.entry("alert", List.of()),
            Map.entry("record", List.of("time")),
            Map.entry("detect", List.of("alert", "record", "time")),
            Map.entry("host", List.of()),
            Map.entry("log", List.of("host")),
            Map.entry("pattern", List.of()),
            Map.entry("config", List.of("alert", "detect", "record", "time", "log", "host", "pattern")),
            Map.entry("weave", List.of("hook", "alert", "detect", "record", "time", "log", "host", "pattern", "config")),
            Map.entry("sample", List.of("alert", "detect", "record", "time", "log", "host", "config")),
            Map.entry("sink", List.of("alert", "detect", "record", "time", "log", "host", "config")),
            Map.entry("cli", List.of(
                    "alert", "detect", "record", "time", "log", "host", "pattern", "config", "sink", "sample", "weave")));

    private static JavaClasses house;

    @BeforeAll
    static void importHouse() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.nightjar");
    }

    @Test
    void shouldKnowOnlyTheRoomsBelowItWhenARoomNeedsAnother() {
        MAY_KNOW.forEach((room, known) -> {
            List<String> others = MAY_KNOW.keySet().stream()
                    .filter(other -> !other.equals(room) && !known.contains(other))
                    .toList();
            String[] forbidden = others.stream().map(HouseRulesTest::packageOf).toArray(String[]::new);
            check(noClasses()
                    .that().resideInAPackage(packageOf(room))
                    .should().dependOnClassesThat().resideInAnyPackage(forbidden));
        });
    }

    @Test
    void shouldDependOnNeitherLaunchNorCliNorTheEntryWhenItIsAnotherRoom() {
        check(noClasses()
                .that().resideOutsideOfPackages(packageOf("launch"))
                .should().dependOnClassesThat().resideInAPackage(packageOf("launch")));
        check(noClasses()
                .that().resideOutsideOfPackages(packageOf("cli"), packageOf("launch"))
                .should().dependOnClassesThat().resideInAPackage(packageOf("cli")));
        check(noClasses()
                .that().resideOutsideOfPackages(packageOf("agent"))
                .should().dependOnClassesThat().resideInAPackage(packageOf("agent")));
        check(noClasses()
                .that().resideInAPackage(packageOf("agent"))
                .should().dependOnClassesThat(resideInAPackage("io.nightjar..")
                        .and(DescribedPredicate.not(resideInAPackage(packageOf("agent"))))));
    }

    @Test
    void shouldBeTheOnlyRoomThatKnowsItsLibraryWhenItHasOne() {
        check(noClasses()
                .that().resideOutsideOfPackage(packageOf("weave"))
                .and().doNotHaveFullyQualifiedName("io.nightjar.cli.AttachedJvm")
                .and().haveNameNotMatching("io\\.nightjar\\.cli\\.AttachedJvm\\$.*")
                .should().dependOnClassesThat().resideInAPackage("net.bytebuddy.."));
        check(noClasses()
                .that().resideInAPackage(packageOf("cli"))
                .should().dependOnClassesThat(resideInAPackage("net.bytebuddy..")
                        .and(DescribedPredicate.not(resideInAPackage("net.bytebuddy.agent..")))));
        check(noClasses()
                .that().resideOutsideOfPackage(packageOf("sample"))
                .should().dependOnClassesThat().resideInAnyPackage("oshi..", "com.sun.jna.."));
        check(noClasses()
                .that().resideOutsideOfPackages(packageOf("sink"), packageOf("cli"))
                .should().dependOnClassesThat().resideInAPackage("com.fasterxml.."));
        check(noClasses()
                .that().resideOutsideOfPackage(packageOf("sink"))
                .should().dependOnClassesThat().resideInAnyPackage("java.net.http..", "javax.net.."));
        check(noClasses()
                .that().resideOutsideOfPackage(packageOf("cli"))
                .should().dependOnClassesThat().resideInAPackage("picocli.."));
    }

    @Test
    void shouldDependOnTheJdkAloneWhenItIsTheLibrary() {
        check(classes()
                .that().resideInAnyPackage(packagesOf("alert", "detect", "record", "time", "host", "log", "pattern", "config"))
                .should().onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "io.nightjar..", "org.jspecify..")
                                .or(DescribedPredicate.describe("an array of primitives", HouseRulesTest::isPrimitive))));
    }

    @Test
    void shouldTouchNeitherFilesNorTheNetworkWhenItDetects() {
        check(noClasses()
                .that().resideInAnyPackage(packagesOf("detect", "record", "alert"))
                .should().dependOnClassesThat().resideInAnyPackage("java.io..", "java.net..", "java.nio.file..")
                .orShould().callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void shouldLeaveTheJvmAndItsStreamsAloneWhenItIsAgentCode() {
        check(noClasses()
                .that().resideOutsideOfPackage(packageOf("cli"))
                .should().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "halt", int.class)
                .orShould().accessField(System.class, "out"));
        check(noClasses()
                .that().resideOutsideOfPackage(packageOf("sample"))
                .should().callMethod(System.class, "setProperty", String.class, String.class));
        check(noClasses()
                .should().callMethod(System.class, "setOut", PrintStream.class)
                .orShould().callMethod(System.class, "setErr", PrintStream.class)
                .orShould().callMethod(Throwable.class, "printStackTrace")
                .orShould().callMethod(System.class, "getLogger", String.class));
    }

    @Test
    void shouldUseNeitherJulNorUnsafeWhenItIsOurCode() {
        check(noClasses()
                .should().dependOnClassesThat().resideInAPackage("java.util.logging..")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("sun.misc.Unsafe")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("jdk.internal.misc.Unsafe"));
    }

    @Test
    void shouldBeCheapWhenItRunsBeforeTheApplicationsMain() {
        check(noClasses()
                .that().resideInAnyPackage(packagesOf("agent", "config", "log", "pattern"))
                .should().dependOnClassesThat().resideInAnyPackage("java.util.regex..", "java.util.stream..", "java.lang.management..",
                        "javax.management.."));
        check(noClasses()
                .that().resideInAnyPackage(packagesOf("agent", "config", "pattern"))
                .should().callMethod(String.class, "format", String.class, Object[].class)
                .orShould().callMethod(String.class, "formatted", Object[].class)
                .orShould().callMethod(String.class, "split", String.class));
    }

    @Test
    void shouldHaveNoRoomForOddsAndEnds() {
        check(noClasses()
                .should().resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..", "..manager.."));
    }

    @Test
    void shouldKnowEveryRoomWhenRoomsAreAdded() {
        TreeSet<String> rooms = new TreeSet<>();
        for (JavaClass one : house) {
            String name = one.getPackageName().substring("io.nightjar".length());
            rooms.add(name.isEmpty() ? "" : name.substring(1).replaceAll("\\..*", ""));
        }
        rooms.removeAll(MAY_KNOW.keySet());
        assertThat(rooms).isSubsetOf("launch", "agent");
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(house);
    }

    private static boolean isPrimitive(JavaClass type) {
        return type.getBaseComponentType().isPrimitive();
    }

    private static String packageOf(String room) {
        return "io.nightjar." + room + "..";
    }

    private static String[] packagesOf(String... rooms) {
        return List.of(rooms).stream().map(HouseRulesTest::packageOf).toArray(String[]::new);
    }
}
