package io.nightjar.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "com.acme.Engine; com/acme/Engine; true",
                "com.acme.Engine; com.acme.Engine; true",
                "com.acme.Engine; com/acme/EngineX; false",
                "com.acme.Engine; com/acme/Engin; false",
                "com.acme.Outer$Inner; com/acme/Outer$Inner; true",
                "com.acme.Outer.Inner; com/acme/Outer$Inner; true",
                "com.acme.*; com/acme/Engine; true",
                "com.acme.*; com/acme/sub/Engine; false",
                "com.acme..*; com/acme/sub/deep/Engine; true",
                "com.acme..*Service; com/acme/AlphaService; true",
                "com.acme..*Service; com/acme/a/b/AlphaService; true",
                "com.acme..*Service; com/acmeother/AlphaService; false",
                "com.acme..*Service; com/acme/a/AlphaServices; false",
                "..*Engine; Engine; true",
                "..*Engine; com/acme/MyEngine; true",
                "com.*.Engine; com/acme/Engine; true",
                "com.*.Engine; com/acme/sub/Engine; false",
                "com..impl..E*e; com/a/impl/b/Engine; true",
                "com..impl..E*e; com/impl/Engine; true",
                "com..impl..E*e; com/a/Engine; false",
                "Engine; Engine; true",
                "Engine; com/acme/Engine; false"
            })
    void shouldMatchTypeNamesAsWritten(String glob, String name, boolean expected) {
        assertThat(Pattern.parse(glob + "#m").type().matches(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "m ~ ()V ~ true",
                "m ~ (ILjava/lang/String;)V ~ true",
                "m() ~ ()V ~ true",
                "m() ~ (I)V ~ false",
                "m(*) ~ (I)V ~ true",
                "m(*) ~ ([[Lcom/acme/X;)V ~ true",
                "m(*) ~ (II)V ~ false",
                "m(*) ~ ()V ~ false",
                "m(..) ~ ()V ~ true",
                "m(..) ~ (IJ)V ~ true",
                "m(String,..) ~ (Ljava/lang/String;)V ~ true",
                "m(String,..) ~ (Ljava/lang/String;IZ)V ~ true",
                "m(String,..) ~ (ILjava/lang/String;)V ~ false",
                "m(String, int) ~ (Ljava/lang/String;I)V ~ true",
                "m(java.lang.String) ~ (Ljava/lang/String;)V ~ true",
                "m(java.util.String) ~ (Ljava/lang/String;)V ~ false",
                "m(String[]) ~ ([Ljava/lang/String;)V ~ true",
                "m(String...) ~ ([Ljava/lang/String;)V ~ true",
                "m(String) ~ ([Ljava/lang/String;)V ~ false",
                "m(byte[][]) ~ ([[B)V ~ true",
                "m(byte[]) ~ ([[B)V ~ false",
                "m(RunOptions) ~ (Lai/onnxruntime/OrtSession$RunOptions;)V ~ true",
                "m(OrtSession$RunOptions) ~ (Lai/onnxruntime/OrtSession$RunOptions;)V ~ true",
                "m(OrtSession.RunOptions) ~ (Lai/onnxruntime/OrtSession$RunOptions;)V ~ true",
                "m(Options) ~ (Lai/onnxruntime/OrtSession$RunOptions;)V ~ false",
                "m(*Options) ~ (Lai/onnxruntime/OrtSession$RunOptions;)V ~ true",
                "m(boolean,char,short,long,float,double) ~ (ZCSJFD)V ~ true"
            })
    void shouldMatchParametersBySimpleOrFullName(String method, String descriptor, boolean expected) {
        assertThat(Pattern.parse("T#" + method).matchesParameters(descriptor)).isEqualTo(expected);
    }

    @Test
    void shouldMeanConstructorsOnlyByTheirOwnName() {
        assertThat(Pattern.parse("T#*").matchesMethodName("run")).isTrue();
        assertThat(Pattern.parse("T#*").matchesMethodName("<init>")).isFalse();
        assertThat(Pattern.parse("T#*").matchesMethodName("<clinit>")).isFalse();
        assertThat(Pattern.parse("T#<init>").matchesMethodName("<init>")).isTrue();
        assertThat(Pattern.parse("T#predict*").matchesMethodName("predictAll")).isTrue();
        assertThat(Pattern.parse("T#predict*").matchesMethodName("unpredict")).isFalse();
    }

    @Test
    void shouldTellScopesApart() {
        assertThat(Pattern.parse("com.acme.Model#run").scope()).isEqualTo(Pattern.Scope.TYPE);
        assertThat(Pattern.parse("+com.acme.Model#run(*)").scope()).isEqualTo(Pattern.Scope.SUBTYPES);
        assertThat(Pattern.parse("@com.acme.Timed#*").scope()).isEqualTo(Pattern.Scope.ANNOTATED);
        Pattern annotated = Pattern.parse("com.acme.Engine#@com.acme.Inference");
        assertThat(annotated.methodAnnotated()).isTrue();
        assertThat(annotated.method().text()).isEqualTo("com.acme.Inference");
        assertThat(annotated.matchesMethodName("Inference")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; 0",
                "com.acme.Engine; 15",
                "com.acme.Engine#; 16",
                "#run; 0",
                "com.acme.#run; 9",
                ".acme#run; 0",
                "com...acme#run; 5",
                "com.acme.Engine#run(; 20",
                "com.acme.Engine#run(String; 26",
                "com.acme.Engine#run(..,int); 22",
                "com.acme.Engine#run(List<String>); 24",
                "com.acme.Engine#run(int[); 23",
                "com.acme.Engine#run(int,); 24",
                "com.acme.Engine#run()x; 21",
                "com.acme.Engine#a.b; 17",
                "com.acme.Engine#<clinit>; 16",
                "com acme.Engine#run; 3",
                "com.acme#run#go; 12",
                "!com.acme.Engine#run; 0",
                "java.lang.String#length; 0",
                "io.nightjar.weave.Weaver#install; 0",
                "+@com.acme.X#run; 1"
            })
    void shouldSayWhereAPatternCannotBeRead(String text, int position) {
        PatternException problem = catchThrowableOfType(PatternException.class, () -> Pattern.parse(text));

        assertThat(problem).isNotNull();
        assertThat(problem.position()).isEqualTo(position);
        assertThat(problem).hasMessageContaining("position " + (position + 1)).hasMessageContaining(text);
    }

    @Test
    void shouldAllowJdkTypesAsSuperTypesAndAnnotations() {
        assertThat(Pattern.parse("+java.util.concurrent.Callable#call").type().text())
                .isEqualTo("java.util.concurrent.Callable");
    }

    @Test
    void shouldSplitAtCommasOutsideParentheses() {
        assertThat(Pattern.split("auto, !a.B#c(int,String) ,d.E#f"))
                .containsExactly("auto", "!a.B#c(int,String)", "d.E#f");
        assertThat(Pattern.split("  ")).isEmpty();
        assertThat(Pattern.split("a,,b")).containsExactly("a", "", "b");
    }

    @Test
    void shouldAnswerEveryTextWithAPatternOrAPosition() {
        String letters = "abC.*#(),[]<>@+!$ i";
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Pattern pattern = Pattern.parse(text.toString());
                assertThat(Pattern.parse(pattern.text())).as("seed " + seed).isEqualTo(pattern);
            } catch (PatternException problem) {
                assertThat(problem.position()).as("seed " + seed).isBetween(0, text.length());
            }
        }
    }

    @Test
    void shouldReadValuePaths() {
        assertThat(ValuePath.parse("arg0.modelName"))
                .isEqualTo(new ValuePath(ValuePath.Root.ARGUMENT, 0, java.util.List.of("modelName")));
        assertThat(ValuePath.parse("this")).isEqualTo(new ValuePath(ValuePath.Root.THIS, -1, java.util.List.of()));
        assertThat(ValuePath.parse("result.a.b").names()).containsExactly("a", "b");
        assertThat(ValuePath.parse("thrown.code").root()).isEqualTo(ValuePath.Root.THROWN);
    }

    @ParameterizedTest
    @CsvSource({"foo.bar,0", "arg,0", "arg1000,0", "arg300,3", "this.,5", "result.a()0,8", "result..a,7"})
    void shouldSayWhereAValuePathCannotBeRead(String text, int position) {
        assertThatThrownBy(() -> ValuePath.parse(text))
                .isInstanceOfSatisfying(
                        PatternException.class, e -> assertThat(e.position()).isEqualTo(position));
    }

    @Test
    void shouldNameThePresetsOfTheIndex() {
        assertThat(PresetNames.all()).contains("onnxruntime", "opennlp").doesNotHaveDuplicates();
        assertThat(Pattern.looksLikePreset("llama-cpp")).isTrue();
        assertThat(Pattern.looksLikePreset("com.acme.Engine")).isFalse();
        assertThat(PresetNames.in(null)).isEmpty();
    }
}
