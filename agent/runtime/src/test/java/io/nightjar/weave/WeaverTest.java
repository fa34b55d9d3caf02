package io.nightjar.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.config.OperationDefinition;
import io.nightjar.config.OperationValues;
import io.nightjar.observe.NotFollowed;
import io.nightjar.weave.match.RuleSet;
import io.nightjar.weave.match.UnmatchedReport;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class WeaverTest {
    private static Object call(Object target, String method, Object... arguments) throws Exception {
        for (var each : target.getClass().getMethods()) {
            if (each.getName().equals(method) && accepts(each.getParameterTypes(), arguments) && !each.isBridge()) {
                return each.invoke(target, arguments);
            }
        }
        throw new AssertionError("no method " + method);
    }

    private static boolean accepts(Class<?>[] types, Object[] arguments) {
        boolean fits = types.length == arguments.length;
        for (int i = 0; fits && i < types.length; i++) {
            fits = types[i].isInstance(arguments[i])
                    || types[i] == int.class && arguments[i] instanceof Integer
                    || types[i] == long.class && arguments[i] instanceof Long
                    || types[i] == double.class && arguments[i] instanceof Double;
        }
        return fits;
    }

    @Test
    void shouldTimeEveryOverloadWhenNoParametersAreGiven() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#infer")) {
            Object engine = fixture.make("com.acme.Engine");

            assertThat(call(engine, "infer", 1)).isEqualTo(2);
            assertThat(call(engine, "infer", "a")).isEqualTo("a!");

            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started Engine.infer", "ended Engine.infer", "started Engine.infer", "ended Engine.infer");
            assertThat(fixture.log.failures()).isEmpty();
        }
    }

    @Test
    void shouldTimeOneOverloadWhenParametersAreGiven() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#infer(String)")) {
            Object engine = fixture.make("com.acme.Engine");

            call(engine, "infer", 1);
            assertThat(fixture.calls.drain()).isEmpty();
            call(engine, "infer", "a");
            assertThat(fixture.calls.drain()).hasSize(2);
        }
    }

    @Test
    void shouldCountTheOutermostOfOneGroup() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#infer*")) {
            Object engine = fixture.make("com.acme.Engine");

            assertThat(call(engine, "inferTwice", 4L)).isEqualTo(10L);
            // The inner method calls nothing, so it needs no depth of its own but is nested all the same.
            assertThat(fixture.calls.drain()).containsExactly("started Engine.inferTwice", "ended Engine.inferTwice");
        }
    }

    @Test
    void shouldCountNestedCallsOfDifferentGroups() throws Exception {
        try (WeavingFixture fixture =
                WeavingFixture.watching("com.acme.Engine#inferTwice", "com.acme.Engine#infer(int)")) {
            call(fixture.make("com.acme.Engine"), "inferTwice", 4L);

            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started Engine.inferTwice",
                            "started Engine.infer",
                            "ended Engine.infer",
                            "started Engine.infer",
                            "ended Engine.infer",
                            "ended Engine.inferTwice");
        }
    }

    @Test
    void shouldRethrowTheVerySameException() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#fail")) {
            Object engine = fixture.make("com.acme.Engine");
            RuntimeException failure = new IllegalStateException("mine");
            StackTraceElement[] before = failure.getStackTrace();

            assertThatThrownBy(() -> call(engine, "fail", failure))
                    .isInstanceOfSatisfying(InvocationTargetException.class, e -> {
                        assertThat(e.getCause()).isSameAs(failure);
                        assertThat(e.getCause().getStackTrace()).isEqualTo(before);
                    });

            assertThat(fixture.calls.drain())
                    .containsExactly("started Engine.fail", "failed IllegalStateException Engine.fail");
        }
    }

    @Test
    void shouldWeaveStaticMethodsLoopsAndEmptyBodies() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#*", "!com.acme.Engine#infer*")) {
            Class<?> type = fixture.load("com.acme.Engine");
            Object engine = type.getConstructor().newInstance();

            assertThat(type.getMethod("average", double.class, double.class).invoke(null, 1d, 2d))
                    .isEqualTo(1.5);
            assertThat(call(engine, "loop", 10)).isEqualTo(35);
            call(engine, "empty");
            call(engine, "infer", 1);

            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started Engine.average",
                            "ended Engine.average",
                            "started Engine.loop",
                            "ended Engine.loop",
                            "started Engine.empty",
                            "ended Engine.empty");
        }
    }

    @Test
    void shouldTimeConstructorsByTheirOwnNameAlone() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#<init>")) {
            fixture.make("com.acme.Engine");
            assertThatThrownBy(() -> fixture.load("com.acme.Engine")
                            .getConstructor(String.class)
                            .newInstance(""))
                    .isInstanceOf(InvocationTargetException.class);

            assertThat(fixture.calls.drain())
                    .as("this(...) is nested")
                    .containsExactly(
                            "started Engine.<init>", "ended Engine.<init>",
                            "started Engine.<init>", "failed IllegalArgumentException Engine.<init>");
        }
    }

    @Test
    void shouldCountTheOutermostOfConstructorsThatCallEachOther() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.MadeOfMore#<init>", "com.acme.Made#<init>")) {
            Class<?> more = fixture.load("com.acme.MadeOfMore");

            more.getConstructor().newInstance();
            assertThat(fixture.calls.drain())
                    .as("three constructors, and that of the super class")
                    .containsExactly(
                            "started Made.<init>",
                            "ended Made.<init>",
                            "started MadeOfMore.<init>",
                            "ended MadeOfMore.<init>");

            more.getConstructor(CharSequence.class).newInstance("alone");
            assertThat(fixture.calls.drain())
                    .contains("started MadeOfMore.<init>", "ended MadeOfMore.<init>")
                    .hasSize(4);
        }
    }

    @Test
    void shouldCountAFailureOnceWhicheverOfTheConstructorsThrows() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.MadeOfMore#<init>")) {
            Constructor<?> outer = fixture.load("com.acme.MadeOfMore").getConstructor(String.class, int.class);

            assertThatThrownBy(() -> outer.newInstance("a", -1)).hasRootCauseMessage("count -1");
            assertThat(fixture.calls.drain())
                    .containsExactly("started MadeOfMore.<init>", "failed IllegalStateException MadeOfMore.<init>");
            assertThatThrownBy(() -> outer.newInstance("a!", 1)).hasRootCauseMessage("a!");
            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started MadeOfMore.<init>", "failed UnsupportedOperationException MadeOfMore.<init>");
            assertThatThrownBy(() -> outer.newInstance("", 1))
                    .as("in super(...)")
                    .hasRootCauseMessage("no name");
            assertThatThrownBy(() -> outer.newInstance(null, 1))
                    .as("in an argument")
                    .hasRootCauseInstanceOf(NullPointerException.class);
            assertThat(fixture.calls.drain()).as("before anything is timed").isEmpty();

            outer.newInstance("b", 2);
            assertThat(fixture.calls.drain())
                    .as("nothing was left running")
                    .containsExactly("started MadeOfMore.<init>", "ended MadeOfMore.<init>");
            assertThat(fixture.log.failures()).isEmpty();
        }
    }

    @Test
    void shouldCountConstructorsThatAreNestedInOthersOnce() throws Exception {
        try (WeavingFixture fixture =
                WeavingFixture.watching("com.acme.MadeOfMore#<init>", "com.acme.MadeOfMore#copies")) {
            Object made = fixture.load("com.acme.MadeOfMore")
                    .getConstructor(String.class, int.class)
                    .newInstance("a", 0);
            fixture.calls.drain();

            assertThat(call(made, "copies", 3)).isEqualTo(3);
            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started MadeOfMore.copies",
                            "started MadeOfMore.<init>",
                            "ended MadeOfMore.<init>",
                            "started MadeOfMore.<init>",
                            "ended MadeOfMore.<init>",
                            "started MadeOfMore.<init>",
                            "ended MadeOfMore.<init>",
                            "ended MadeOfMore.copies");
        }
        OperationDefinition both = new OperationDefinition(
                "both", List.of("com.acme.MadeOfMore#<init>", "com.acme.MadeOfMore#copies"), "auto", "engine");
        try (WeavingFixture fixture = WeavingFixture.operation(both)) {
            Object made = fixture.load("com.acme.MadeOfMore")
                    .getConstructor(String.class, int.class)
                    .newInstance("a", 0);
            call(made, "copies", 3);

            assertThat(fixture.calls.drain())
                    .containsExactly("started both", "ended both", "started both", "ended both");
        }
    }

    @Test
    void shouldReadLabelsOfWhatTheOutermostConstructorMade() throws Exception {
        OperationDefinition operation =
                new OperationDefinition("made", List.of("com.acme.MadeOfMore#<init>"), "auto", "engine");
        OperationValues read =
                new OperationValues("made", Map.of("name", "this.name", "given", "arg0", "count", "arg1"), null);
        OperationDefinition again =
                new OperationDefinition("again", List.of("com.acme.MadeOfMore#<init>(String,int)"), "auto", "engine");
        try (WeavingFixture fixture = WeavingFixture.reading(List.of(operation, again), read)) {
            fixture.load("com.acme.MadeOfMore")
                    .getConstructor(String.class, int.class)
                    .newInstance("a", 2);

            assertThat(fixture.calls.drain())
                    .containsExactlyInAnyOrder("started made", "started again", "ended made", "ended again");
            assertThat(fixture.calls.details).hasSize(1);
            assertThat(fixture.calls.details.get(0).labels())
                    .isEqualTo(Map.of("name", "a of 2", "given", "a", "count", "2"));
            assertThat(fixture.log.failures()).isEmpty();
        }
    }

    @Test
    void shouldWeaveWhatASuperTypeDeclaresWhereverItIsOverridden() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("+com.acme.Model#run(*)")) {
            Object engine = fixture.make("com.acme.BigEngine");

            assertThat(call(engine, "run", "abc")).isEqualTo(4);
            assertThat(fixture.calls.drain())
                    .as("bridges lead to it, super is nested")
                    .containsExactly("started Model.run", "ended Model.run");
            assertThat(call(engine, "run", "abc", 2))
                    .as("an overload that the type does not declare")
                    .isEqualTo(6);
            assertThat(fixture.calls.drain()).containsExactly("started Model.run", "ended Model.run");
        }
    }

    @Test
    void shouldWeaveInheritedDefaultMethods() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("+com.acme.Model#*")) {
            call(fixture.make("com.acme.Engine"), "runTwice", "abc");

            assertThat(fixture.calls.drain()).containsExactly("started Model.runTwice", "ended Model.runTwice");
        }
    }

    @Test
    void shouldFollowAnnotationsOfTypesAndMethods() throws Exception {
        try (WeavingFixture fixture =
                WeavingFixture.watching("@com.acme.Inference#*", "com.acme.*#@com.acme.Inference")) {
            Object engine = fixture.make("com.acme.Engine");
            call(engine, "marked");
            call(engine, "unmarked");
            call(fixture.make("com.acme.Marked"), "go");

            assertThat(fixture.calls.drain())
                    .containsExactly(
                            "started Engine.marked", "ended Engine.marked", "started Marked.go", "ended Marked.go");
        }
    }

    @Test
    void shouldFollowANestedAnnotationHoweverItIsWritten() throws Exception {
        for (String pattern : List.of("@com.acme.Engine.Watched#*", "@com.acme.Engine$Watched#*")) {
            try (WeavingFixture fixture = WeavingFixture.watching(pattern)) {
                call(fixture.make("com.acme.Engine$Inner"), "go");

                assertThat(fixture.calls.drain()).as(pattern).containsExactly("started Inner.go", "ended Inner.go");
            }
        }
    }

    @Test
    void shouldNameOperationsOfNestedTypesSimply() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine.Inner#go")) {
            call(fixture.make("com.acme.Engine$Inner"), "go");

            assertThat(fixture.calls.drain()).containsExactly("started Inner.go", "ended Inner.go");
        }
    }

    @Test
    void shouldFollowFuturesAndHandThemOnAsTheyAre() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#later")) {
            Object engine = fixture.make("com.acme.Engine");

            CompletableFuture<String> done = new CompletableFuture<>();
            assertThat(call(engine, "later", done)).isSameAs(done);
            assertThat(fixture.calls.drain()).containsExactly("started Engine.later");
            done.complete("x");
            assertThat(fixture.calls.drain()).containsExactly("ended Engine.later");

            CompletableFuture<String> failed = new CompletableFuture<>();
            call(engine, "later", failed);
            failed.completeExceptionally(new CompletionException(new IllegalStateException()));
            assertThat(fixture.calls.drain())
                    .containsExactly("started Engine.later", "failed IllegalStateException Engine.later");

            CompletableFuture<String> cancelled = new CompletableFuture<>();
            ((CompletableFuture<?>) call(engine, "later", cancelled)).cancel(true);
            assertThat(cancelled).isCancelled();
            assertThat(fixture.calls.drain()).containsExactly("started Engine.later", "cancelled Engine.later");
        }
    }

    @Test
    void shouldFollowAFutureThatNothingDeclared() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#supply")) {
            Object engine = fixture.make("com.acme.Engine");
            CompletableFuture<String> future = new CompletableFuture<>();
            Supplier<Object> supplier = () -> future;

            assertThat(call(engine, "supply", supplier)).isSameAs(future);
            assertThat(fixture.calls.drain()).containsExactly("started Engine.supply");
            future.completeExceptionally(new CancellationException());
            assertThat(fixture.calls.drain()).containsExactly("cancelled Engine.supply");
            assertThat(call(engine, "supply", (Supplier<Object>) () -> "plain")).isEqualTo("plain");
            assertThat(fixture.calls.drain()).containsExactly("started Engine.supply", "ended Engine.supply");
        }
    }

    @Test
    void shouldHandOnThePublisherItselfWhenItHasTypesThatAnotherCouldNotHave() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#itself");
                SubmissionPublisher<String> own = new SubmissionPublisher<>()) {
            assertThat(call(fixture.make("com.acme.Engine"), "itself", own)).isSameAs(own);

            assertThat(fixture.calls.drain()).containsExactly("started Engine.itself", "ended Engine.itself");
            assertThat(fixture.weaver.notFollowed())
                    .containsExactly(
                            new NotFollowed.Entry("Engine.itself", "java.util.concurrent.SubmissionPublisher"));
        }
    }

    @Test
    void shouldNotEndACallThatAnAgentBeforeThisOneStarted() throws Exception {
        try (WeavingFixture before = WeavingFixture.watching("com.acme.Engine#supply", "com.acme.Engine#infer")) {
            Object engine = before.make("com.acme.Engine");
            List<WeavingFixture> after = new ArrayList<>();
            Supplier<Object> attachingAgain = () -> {
                before.weaver.close();
                after.add(WeavingFixture.watching("com.acme.Engine#infer", "com.acme.Engine#supply"));
                return "x";
            };

            call(engine, "supply", attachingAgain);

            assertThat(before.calls.drain()).containsExactly("started Engine.supply");
            assertThat(after.get(0).calls.drain()).isEmpty();
            after.get(0).close();
        }
    }

    @Test
    void shouldCountEachSubscriptionToAPublisher() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#stream")) {
            Object engine = fixture.make("com.acme.Engine");
            try (SubmissionPublisher<String> source = new SubmissionPublisher<>(Runnable::run, 16)) {
                @SuppressWarnings("unchecked")
                Flow.Publisher<String> followed = (Flow.Publisher<String>) call(engine, "stream", source);
                assertThat(fixture.calls.drain()).isEmpty();
                Reading first = new Reading(Long.MAX_VALUE);
                Reading second = new Reading(1);
                followed.subscribe(first);
                followed.subscribe(second);
                source.submit("a");
                second.subscription.cancel();
                source.submit("b");

                assertThat(fixture.calls.drain())
                        .containsExactly(
                                "started Engine.stream",
                                "started Engine.stream",
                                "chunk Engine.stream",
                                "chunk Engine.stream",
                                "stream cancelled Engine.stream",
                                "chunk Engine.stream");
                assertThat(first.items).isEqualTo(2);
            }
            assertThat(fixture.calls.drain()).containsExactly("stream ended Engine.stream");
            assertThat(fixture.calls.details.get(1).chunks()).hasValue(2);
        }
    }

    @Test
    void shouldReadLabelsAndNotRecordWhatThatCalls() throws Exception {
        OperationDefinition operation =
                new OperationDefinition("mine", List.of("com.acme.Engine#infer(String)"), "auto", "engine");
        OperationValues read = new OperationValues(
                "mine",
                Map.of("model", "this.name", "text", "arg0", "length", "result.length", "absent", "arg0.nothing"),
                null);
        try (WeavingFixture fixture = WeavingFixture.reading(List.of(operation), read)) {
            call(fixture.make("com.acme.Engine"), "infer", "abc");

            assertThat(fixture.calls.drain()).containsExactly("started mine", "ended mine");
            assertThat(fixture.calls.operations.get(0).layer()).isEqualTo("engine");
            assertThat(fixture.calls.details.get(0).labels())
                    .isEqualTo(Map.of("model", "default", "text", "abc", "length", "4"));
        }
    }

    @Test
    void shouldCountAndLeaveOutALabelWhosePathThrows() throws Exception {
        OperationDefinition operation =
                new OperationDefinition("mine", List.of("com.acme.MadeOfMore#copies"), "auto", "engine");
        OperationValues read = new OperationValues(
                "mine", Map.of("name", "this.name", "broken", "this.broken", "deep", "this.broken.length"), null);
        try (WeavingFixture fixture = WeavingFixture.reading(List.of(operation), read)) {
            Object made = fixture.load("com.acme.MadeOfMore")
                    .getConstructor(String.class, int.class)
                    .newInstance("a", 0);

            assertThat(call(made, "copies", 1)).isEqualTo(1);

            assertThat(fixture.calls.drain()).containsExactly("started mine", "ended mine");
            assertThat(fixture.calls.details.get(0).labels()).isEqualTo(Map.of("name", "a"));
            assertThat(fixture.log.failures()).containsOnlyKeys("weave.label").containsEntry("weave.label", 2L);
        }
    }

    @Test
    void shouldSayThatANamedMethodIsNative() throws Exception {
        try (WeavingFixture fixture =
                WeavingFixture.watching("com.acme.Engine#nothingNative", "com.acme.Engine#typo")) {
            fixture.load("com.acme.Engine");
            RuleSet rules = fixture.weaver.rules();

            List<String> early = UnmatchedReport.warnings(rules.all(), System.nanoTime());
            List<String> late = UnmatchedReport.warnings(rules.all(), System.nanoTime() + 6_000_000_000L);

            assertThat(early).isEmpty();
            assertThat(late).hasSize(2);
            assertThat(late.get(0)).contains("Engine.nothingNative").contains("native");
            assertThat(late.get(1)).contains("typo").contains("no method of com.acme.Engine");
            assertThat(UnmatchedReport.warnings(rules.all(), System.nanoTime() + 9_000_000_000L))
                    .as("only once")
                    .isEmpty();
        }
    }

    @Test
    void shouldFindAThreadInsideAnOperation() throws Exception {
        try (WeavingFixture fixture = WeavingFixture.watching("com.acme.Engine#supply")) {
            Object engine = fixture.make("com.acme.Engine");
            Supplier<Object> inside = () -> fixture.weaver.stacks().stackInside("Engine.supply");

            assertThat(String.valueOf(call(engine, "supply", inside))).contains("com.acme.Engine.supply");
            assertThat(fixture.weaver.stacks().stackInside("Engine.supply")).isEmpty();
        }
    }

    /** A subscriber that counts. */
    private static final class Reading implements Flow.Subscriber<String> {
        private final long wanted;
        Flow.Subscription subscription;
        int items;

        Reading(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(wanted);
        }

        @Override
        public void onNext(String item) {
            items++;
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }
}
