package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.WatchSettings;
import io.nightjar.config.WrittenValues;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that a preset's condition leaves out are as if they were not woven. */
final class ConditionsTest {
    private static final String PRESET = """
            layer = client
            packages = com.acme
            call.match = com.acme.Wire#call
            call.only = arg1.fullName, models/*, *Infer
            call.label.model = arg0
            asked.match = com.acme.Wire$Answering#name
            named.match = com.acme.Wire#callNamed
            named.only = arg0.fullName | arg0.name, models/*
            targeted.match = com.acme.Wire#targeted
            targeted.only = this.target, models/*
            through.match = com.acme.Wire#through
            through.only = arg0.fullName, models/*
            count.match = com.acme.Wire#countDown
            count.only = arg1.fullName, models/*
            later.match = com.acme.Wire#later
            later.only = arg0.fullName, models/*
            refuse.match = com.acme.Wire#refuse
            refuse.only = arg0.fullName, models/*
            """;

    @TempDir
    Path directory;

    private WeavingFixture fixture;
    private Class<?> wire;

    @BeforeEach
    void weave() throws Exception {
        Files.writeString(directory.resolve("mine.preset"), PRESET);
        fixture = new WeavingFixture(
                new WatchSettings(List.of("mine"), List.of(), List.of(), directory, WrittenValues.NONE));
        wire = fixture.load("com.acme.Wire");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Object method(String fullName) throws ReflectiveOperationException {
        return fixture.load("com.acme.Wire$Method").getConstructor(String.class).newInstance(fullName);
    }

    private Object named(String name) throws ReflectiveOperationException {
        Class<?> type = fixture.load("com.acme.Wire$Named");
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            if (name == null) {
                throw new IllegalStateException("it has none");
            }
            return name;
        });
    }

    private Object call(String target, String name, Object... arguments) throws ReflectiveOperationException {
        Object receiver = wire.getConstructor(String.class).newInstance(target);
        Method method = Arrays.stream(wire.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return method.invoke(receiver, arguments);
    }

    @Test
    void shouldTimeOnlyTheCallsWhoseValueIsLikeAGlob() throws Exception {
        assertThat(call("db", "call", "a", method("models/Predict"))).isEqualTo("a2");
        assertThat(call("db", "call", "b", method("users/Find"))).isEqualTo("b2");
        assertThat(call("db", "call", "c", method("any/ModelInfer"))).isEqualTo("c2");

        assertThat(fixture.calls.drain())
                .containsExactly("started mine.call", "ended mine.call", "started mine.call", "ended mine.call");
        assertThat(fixture.log.failures()).isEmpty();
    }

    @Test
    void shouldReadAMethodWhereThereIsNoField() throws Exception {
        call("db", "callNamed", named("models/Predict"));
        call("db", "callNamed", named("users/Find"));

        assertThat(fixture.calls.drain()).containsExactly("started mine.named", "ended mine.named");
    }

    @Test
    void shouldNotCountACallThatReadingAValueMakes() throws Exception {
        Object answering =
                fixture.load("com.acme.Wire$Answering").getConstructor().newInstance();

        call("db", "callNamed", answering);

        assertThat(fixture.calls.drain()).containsExactly("started mine.named", "ended mine.named");
    }

    @Test
    void shouldReadTheObjectThatIsCalled() throws Exception {
        assertThat(call("models/a", "targeted", 1L, 2.0, new int[3])).isEqualTo("models/a12.03");
        assertThat(call("users", "targeted", 1L, 2.0, new int[3])).isEqualTo("users12.03");

        assertThat(fixture.calls.drain()).containsExactly("started mine.targeted", "ended mine.targeted");
    }

    @Test
    void shouldLeaveACallOutWhoseValueIsNotThere() throws Exception {
        call("db", "call", "a", null);
        call("db", "call", "a", method(null));

        assertThat(fixture.calls.drain()).isEmpty();
        assertThat(fixture.log.failures()).isEmpty();
    }

    @Test
    void shouldLeaveACallOutAndCountItWhereReadingThrows() throws Exception {
        assertThat(call("db", "callNamed", named(null))).isEqualTo("db");

        assertThat(fixture.calls.drain()).isEmpty();
        assertThat(fixture.log.failures()).isNotEmpty();
    }

    @Test
    void shouldCountACallInsideOneThatIsLeftOut() throws Exception {
        call("db", "through", method("users/Find"), method("models/Predict"));
        call("db", "through", method("models/Predict"), method("users/Find"));
        call("db", "through", method("models/Predict"), method("models/Predict"));

        assertThat(fixture.calls.drain())
                .containsExactly(
                        "started mine.call",
                        "ended mine.call",
                        "started mine.through",
                        "ended mine.through",
                        "started mine.through",
                        "ended mine.through");
    }

    @Test
    void shouldWeaveAMethodThatBeginsWithALoop() throws Exception {
        assertThat(call("db", "countDown", 3, method("models/Predict"))).isEqualTo(0);
        assertThat(call("db", "countDown", 3, method("users/Find"))).isEqualTo(0);

        assertThat(fixture.calls.drain()).containsExactly("started mine.count", "ended mine.count");
    }

    @Test
    void shouldFollowTheFutureOfACallThatIsMeantAlone() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        assertThat(call("db", "later", method("users/Find"), answer)).isSameAs(answer);
        assertThat(call("db", "later", method("models/Predict"), answer)).isSameAs(answer);
        assertThat(fixture.calls.drain()).containsExactly("started mine.later");

        answer.complete("now");

        assertThat(fixture.calls.drain()).containsExactly("ended mine.later");
    }

    @Test
    void shouldThrowWhatTheMethodThrowsWhetherTheCallCountsOrNot() throws Exception {
        for (String name : List.of("users/Find", "models/Predict")) {
            assertThatThrownBy(() -> call("db", "refuse", method(name)))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessage("refused");
        }

        assertThat(fixture.calls.drain())
                .containsExactly("started mine.refuse", "failed IllegalArgumentException mine.refuse");
    }
}
