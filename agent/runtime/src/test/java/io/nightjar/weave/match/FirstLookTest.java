package io.nightjar.weave.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.WatchSettings;
import io.nightjar.log.AgentLog;
import io.nightjar.preset.OwnLabels;
import io.nightjar.preset.Rule;
import io.nightjar.weave.bytecode.JarClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

/** The look by which nearly every class passes: it lets none pass that a rule means, and nearly all others. */
final class FirstLookTest {
    private static final int CASES = 150;
    private static final Map<String, byte[]> FILES = JarClasses.ALL;

    private static RuleSet rules(List<String> watched, List<InactivePreset> inactive) {
        AgentLog log = new AgentLog(AgentLog.Level.OFF, AgentLog.Format.TEXT);
        List<Rule> rules = RuleRegistry.of(new WatchSettings(watched, List.of(), null), log)
                .current()
                .all();
        assertThat(rules).hasSameSizeAs(watched);
        return new RuleSet(rules, inactive, OwnLabels.of(List.of(), null), false);
    }

    /** The same as in a preset, which means the implementations that declare its methods. */
    private static RuleSet ofPreset(List<String> patterns, List<InactivePreset> inactive) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : rules(patterns, List.of()).all()) {
            rules.add(new Rule(
                    "preset mine",
                    rule.pattern(),
                    rule.excluded(),
                    rule.group(),
                    rule.operation(),
                    rule.layer(),
                    rule.defaultLatencyNanos(),
                    rule.defaultStuckNanos(),
                    rule.completion(),
                    rule.labels(),
                    rule.until(),
                    rule.role(),
                    rule.only(),
                    rule.sightings()));
        }
        return new RuleSet(rules, inactive, OwnLabels.of(List.of(), null), false);
    }

    @Test
    void shouldLookAtEveryClassThatMayInheritAMethodOrAnAnnotation() {
        RuleSet inheriting = rules(List.of("+com.acme.Model#inferWithModel"), List.of());
        RuleSet annotated = rules(List.of("@com.acme.Timed#*"), List.of());
        byte[] bytes = FILES.values().iterator().next();

        assertThat(inheriting.mayConcern("com/acme/Other", bytes)).isTrue();
        assertThat(annotated.mayConcern("com/acme/Other", bytes)).isTrue();
    }

    @Test
    void shouldLetNoClassPassThatRulesMeanWhateverTheyName() {
        List<String> names = new ArrayList<>(FILES.keySet());
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            List<String> watched = new ArrayList<>();
            List<String> packages = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                addPattern(names.get(random.nextInt(names.size())), random, watched, packages);
            }
            RuleSet rules = rules(watched, List.of(new InactivePreset("inactive", packages, List.of())));
            for (int i = 0; i < 400; i++) {
                String name = names.get(random.nextInt(names.size()));
                byte[] bytes = FILES.get(name);

                if (isMeant(rules, name, ClassHeader.of(bytes))) {
                    assertThat(rules.mayConcern(name, bytes))
                            .as("seed %d: %s for %s", seed, name, watched)
                            .isTrue();
                }
            }
        }
    }

    /** A pattern, or an inactive preset's package, that means something of a class. */
    private static void addPattern(String type, Random random, List<String> watched, List<String> packages) {
        ClassOutline outline = ClassOutline.of(new ClassReader(FILES.get(type)), method -> true);
        List<MethodOutline> methods = outline.methods();
        String method = methods.isEmpty() ? "run" : methods.get(random.nextInt(methods.size())).name;
        String plain = method.startsWith("<") || method.contains("$") ? "run" : method;
        String dotted = type.replace('/', '.');
        switch (random.nextInt(4)) {
            case 0 -> watched.add(dotted + '#' + plain);
            case 1 -> watched.add('+' + dotted + '#' + plain);
            case 2 ->
                watched.add('@'
                        + (outline.annotations().isEmpty()
                                ? dotted
                                : outline.annotations().get(0).replace('/', '.').replaceAll("^L|;$", ""))
                        + "#*");
            default -> packages.add(type.substring(0, type.lastIndexOf('/') + 1));
        }
    }

    /** What the second look goes by. */
    private static boolean isMeant(RuleSet rules, String name, ClassHeader header) {
        boolean named =
                rules.inactiveFor(name) != null || rules.inactiveFor(header) != null || rules.mayInherit(header);
        for (Rule rule : rules.byName) {
            named |= rule.pattern().type().matches(name);
        }
        for (Rule rule : rules.byAnnotation) {
            String descriptor = FirstLook.annotationDescriptor(rule.pattern());
            named |= descriptor == null || header.mentions(descriptor);
        }
        return named;
    }

    @Test
    void shouldLetNearlyEveryClassPassThatNoRuleMeans() {
        RuleSet rules = ofPreset(
                List.of("com.acme.Engine#infer", "+com.acme.Model#inferWithModel"),
                List.of(new InactivePreset("inactive", List.of("ai/onnxruntime/", "dev/langchain4j/"), List.of())));
        int worth = 0;
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            worth += rules.mayConcern(file.getKey(), file.getValue()) ? 1 : 0;
        }

        assertThat(worth).isLessThan(FILES.size() / 1_000);
    }

    @Test
    void shouldLookCloserWhenAConstantIsOfAKindThatNobodyKnows() {
        RuleSet rules = ofPreset(List.of("+com.acme.Model#run"), List.of());
        byte[] bytes = FILES.values().iterator().next().clone();
        assertThat(rules.mayConcern("com/acme/Other", bytes)).isFalse();
        bytes[10] = 99;

        assertThat(rules.mayConcern("com/acme/Other", bytes)).isTrue();
    }

    @Test
    void shouldKnowAPackageOfAFewLetters() {
        RuleSet rules = rules(List.of(), List.of(new InactivePreset("inactive", List.of("a/b/"), List.of())));
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "a/b/C", null, "java/lang/Object", null);

        assertThat(rules.mayConcern("a/b/C", writer.toByteArray())).isTrue();
    }

    @Test
    void shouldFindAMethodWithANameOfOneLetter() {
        RuleSet rules = ofPreset(List.of("+com.acme.Model#a"), List.of());
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_ABSTRACT, "com/acme/Small", null, "com/acme/Model", null);
        writer.visitMethod(Opcodes.ACC_ABSTRACT, "a", "()V", null, null).visitEnd();
        byte[] bytes = writer.toByteArray();

        assertThat(rules.mayInherit(ClassHeader.of(bytes))).isTrue();
        assertThat(rules.mayConcern("com/acme/Small", bytes)).isTrue();
    }
}
