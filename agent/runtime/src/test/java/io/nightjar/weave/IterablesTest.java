package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.WatchSettings;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls whose answer is an iterable that is read as a stream. */
final class IterablesTest {
    private static final String PAGES = "com.acme.Pages";

    @TempDir
    private Path directory;

    private WeavingFixture fixture;

    private void weave(String method, String completion) {
        fixture = WeavingFixture.operation(
                new OperationDefinition("ask", List.of(PAGES + "#" + method), completion, "engine"));
    }

    @AfterEach
    void noFailureWasSwallowed() {
        assertThat(fixture.log.failures()).isEmpty();
        fixture.close();
    }

    private Object call(Object target, String name, Object... arguments) throws Exception {
        for (Method method : fixture.load(PAGES).getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length && !method.isBridge()) {
                return method.invoke(target, arguments);
            }
        }
        throw new AssertionError("no method " + name);
    }

    @SuppressWarnings("unchecked")
    private Iterable<String> ask(String method, Object... arguments) throws Exception {
        return (Iterable<String>) call(null, method, arguments);
    }

    @Test
    void shouldEndTheCallWithTheLastElementWhenAnIterableIsReadInALoop() throws Exception {
        weave("plain", "iterator");
        List<String> read = new ArrayList<>();
        for (String page : ask("plain", 2)) {
            read.add(page);
        }

        assertThat(read).containsExactly("page 0", "page 1");
        assertThat(fixture.calls.drain()).containsExactly("started ask", "chunk ask", "chunk ask", "stream ended ask");
    }

    @Test
    void shouldCountOneCallWhenAnIterableIsReadTwice() throws Exception {
        weave("plain", "iterator");
        Iterable<String> pages = ask("plain", 1);

        assertThat(pages).hasSize(1);
        assertThat(pages).hasSize(1);
        assertThat(fixture.calls.drain()).containsExactly("started ask", "chunk ask", "stream ended ask");
    }

    @Test
    void shouldReportElementsWhenTheyAreReadByForEachAndBySpliterator() throws Exception {
        weave("anonymous", "iterator");
        List<String> read = new ArrayList<>();
        ask("anonymous", List.of("a", "b")).forEach(read::add);
        assertThat(fixture.calls.drain()).containsExactly("started ask", "chunk ask", "chunk ask", "stream ended ask");

        Iterable<String> sized = ask("anonymous", List.of("a", "b"));
        Spliterator<String> elements = sized.spliterator();
        assertThat(elements.getExactSizeIfKnown()).isEqualTo(2);
        assertThat(StreamSupport.stream(elements, false).toList()).isEqualTo(read);
        assertThat(sized).hasToString("pages [a, b]");
        assertThat(fixture.calls.drain()).containsExactly("started ask", "chunk ask", "chunk ask", "stream ended ask");
    }

    @Test
    void shouldCountAsFailedWhenAnIterableThrowsAsItIsRead() throws Exception {
        weave("broken", "iterator");
        Iterable<String> broken = ask("broken");

        assertThatThrownBy(broken::iterator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no connection");
        assertThat(fixture.calls.drain()).containsExactly("started ask", "stream failed IllegalStateException ask");
    }

    @Test
    void shouldEndTheCallWhenAnIterableGivesNoIterator() throws Exception {
        weave("nothing", "iterator");

        assertThat(ask("nothing").iterator()).isNull();
        assertThat(fixture.calls.drain()).containsExactly("started ask", "stream ended ask");
    }

    @Test
    void shouldHandOnTheOriginalWhenTheApplicationCouldNameItsType() throws Exception {
        weave("list", "iterator");

        assertThat(ask("list", 2)).isInstanceOf(List.class).hasSize(2);
        assertThat(fixture.calls.drain()).containsExactly("started ask", "ended ask");
        assertThat(fixture.weaver.notFollowed()).hasSize(1);
    }

    @Test
    void shouldHandOnAnIteratorOfTheSameClassWhenTheJdkMadeItOfAStream() throws Exception {
        weave("iterated", "iterator");
        Object iterator = call(null, "iterated", 2);

        assertThat(iterator).isInstanceOf(Iterator.class).isInstanceOf(Consumer.class);
        ((Iterator<?>) iterator).forEachRemaining(page -> {});
        assertThat(fixture.calls.drain()).containsExactly("started ask", "chunk ask", "chunk ask", "stream ended ask");
    }

    @Test
    void shouldFollowAStreamOfTheJdkWhenAMethodDeclaresOne() throws Exception {
        weave("streamed", "auto");

        assertThat((Stream<?>) call(null, "streamed", 2)).hasSize(2);
        assertThat(fixture.calls.drain()).containsExactly("started ask", "chunk ask", "chunk ask", "stream ended ask");
    }

    @Test
    void shouldEndTheCallAtItsReturnWhenNothingIsSaidOfAnIterable() throws Exception {
        weave("plain", "auto");

        assertThat(ask("plain", 2)).hasSize(2);
        assertThat(fixture.calls.drain()).containsExactly("started ask", "ended ask");
    }

    @Test
    void shouldFollowTheIteratorWhenAPresetNamesTheMethodThatGivesIt() throws Exception {
        Files.writeString(directory.resolve("mine.preset"), """
                packages = com.acme
                layer = client
                ask.match = com.acme.Pages#own
                ask.complete = iterator
                follow.pages.type = com.acme.Pages
                follow.pages.chunks = iterator(), stream()
                """);
        fixture = new WeavingFixture(new WatchSettings(List.of("mine"), List.of(), directory));
        Iterable<String> own = ask("own", 2);

        Iterator<String> pages = own.iterator();
        assertThat(own.getClass()).isSameAs(fixture.load(PAGES));
        while (pages.hasNext()) {
            pages.next();
        }
        assertThat(fixture.calls.drain())
                .containsExactly("started mine.ask", "chunk mine.ask", "chunk mine.ask", "stream ended mine.ask");

        assertThat((Stream<?>) call(ask("own", 1), "stream")).hasSize(1);
        assertThat(fixture.calls.drain())
                .containsExactly("started mine.ask", "chunk mine.ask", "stream ended mine.ask");
    }
}
