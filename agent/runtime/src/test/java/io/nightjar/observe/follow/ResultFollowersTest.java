package io.nightjar.observe.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.config.OperationDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultFollowersTest {
    private static final MethodDeclaration RETURNS_NOTHING = new MethodDeclaration("", "void", true, false);
    private static final MethodDeclaration RETURNS_TEXT = returning("java/lang/String");
    private static final MethodDeclaration RETURNS_ANYTHING = returning("java/lang/Object");
    private static final MethodDeclaration RETURNS_FLUX = returning("reactor/core/publisher/Flux");

    private static MethodDeclaration returning(String internalName) {
        return new MethodDeclaration(internalName, internalName.replace('/', '.'), true, false);
    }

    @Test
    void shouldHaveTheNamesThatTheConfigurationAcceptsWhenItListsAllKinds() {
        assertThat(ResultFollowers.ALL)
                .extracting(ResultFollower::completion)
                .containsExactlyElementsOf(OperationDefinition.COMPLETIONS);
    }

    @Test
    void shouldFindEachKindWhenItIsNamed() {
        for (ResultFollower follower : ResultFollowers.ALL) {
            assertThat(ResultFollowers.named(follower.completion())).isSameAs(follower);
        }
        assertThat(ResultFollowers.named("no such kind")).isSameAs(ResultFollowers.named("auto"));
    }

    @Test
    void shouldChooseByTheDeclaredTypeWhenTheKindIsAuto() {
        ResultFollower auto = ResultFollowers.named("auto");

        assertThat(auto.forMethod(RETURNS_NOTHING)).isSameAs(ResultFollowers.RETURN);
        assertThat(auto.forMethod(RETURNS_TEXT)).isSameAs(ResultFollowers.RETURN);
        assertThat(auto.forMethod(returning("[Ljava/lang/Object;"))).isSameAs(ResultFollowers.RETURN);
        assertThat(auto.forMethod(RETURNS_ANYTHING)).isSameAs(auto);
        assertThat(auto.forMethod(returning("java/util/concurrent/Future"))).isSameAs(auto);
        assertThat(auto.forMethod(RETURNS_FLUX)).isSameAs(ResultFollowers.named("publisher"));
    }

    @Test
    void shouldFollowNothingWhenTheMethodReturnsNothingThatTheKindNeeds() {
        assertThat(ResultFollowers.named("future").forMethod(RETURNS_NOTHING)).isNull();
        assertThat(ResultFollowers.named("publisher").forMethod(RETURNS_NOTHING))
                .isNull();
        assertThat(ResultFollowers.named("iterator").forMethod(RETURNS_NOTHING)).isNull();
        assertThat(ResultFollowers.named("callback").forMethod(new MethodDeclaration("", "void", false, false)))
                .isNull();
    }

    @Test
    void shouldFollowASuspendFunctionToItsEndWhenAnythingButItsReturnIsAskedFor() {
        MethodDeclaration suspending =
                new MethodDeclaration("java/lang/Object", "java.lang.Object", true, false, new Suspending(0, null));

        for (String completion : OperationDefinition.COMPLETIONS) {
            ResultFollower follower = ResultFollowers.following(completion, suspending);
            assertThat(follower.needsContinuation()).isTrue();
            assertThat(follower == ResultFollowers.named("coroutine")).isEqualTo(!completion.equals("return"));
        }
        assertThat(ResultFollowers.following("coroutine", RETURNS_ANYTHING)).isNull();
        assertThat(ResultFollowers.named("coroutine").unfollowable(RETURNS_ANYTHING))
                .isEqualTo("a method without a continuation");
    }

    @Test
    void shouldFollowTheObjectThatIsMadeWhenAConstructorIsAnIterator() {
        ResultFollower iterator = ResultFollowers.named("iterator");
        MethodDeclaration constructor = new MethodDeclaration("", "void", true, true);

        assertThat(iterator.forMethod(constructor)).isSameAs(iterator);
        assertThat(iterator.needsReceiver(constructor)).isTrue();
        assertThat(iterator.needsReceiver(RETURNS_ANYTHING)).isFalse();
    }

    @Test
    void shouldReplaceOnlyResultsOfTypesThatItImplementsWhenItFollowsThem() {
        assertThat(ResultFollowers.named("publisher").replacedType(RETURNS_FLUX))
                .isEqualTo(RETURNS_FLUX.returnType());
        assertThat(ResultFollowers.named("publisher").replacedType(RETURNS_TEXT))
                .isNull();
        assertThat(ResultFollowers.named("iterator").replacedType(returning("java/util/Iterator")))
                .isEqualTo("java/util/Iterator");
        assertThat(ResultFollowers.named("future").replacedType(RETURNS_ANYTHING))
                .isNull();
    }

    @Test
    void shouldNameWhatItCannotFollowWhenTheDeclarationShowsIt() {
        assertThat(ResultFollowers.named("return").unfollowable(RETURNS_TEXT)).isNull();
        assertThat(ResultFollowers.named("auto").unfollowable(returning("com/twitter/util/Future")))
                .isEqualTo("com.twitter.util.Future");
        for (String followed : List.of(
                "io/vertx/core/Future",
                "scala/concurrent/Future",
                "com/google/common/util/concurrent/ListenableFuture")) {
            assertThat(ResultFollowers.named("auto").unfollowable(returning(followed)))
                    .isNull();
            assertThat(ResultFollowers.named("future").unfollowable(returning(followed)))
                    .isNull();
        }
        assertThat(ResultFollowers.named("auto").unfollowable(RETURNS_FLUX)).isNull();
        assertThat(ResultFollowers.named("future").unfollowable(RETURNS_NOTHING))
                .isEqualTo("void");
        assertThat(ResultFollowers.named("future").unfollowable(RETURNS_FLUX)).isEqualTo("reactor.core.publisher.Flux");
        assertThat(ResultFollowers.named("publisher").unfollowable(RETURNS_TEXT))
                .isEqualTo("java.lang.String");
        assertThat(ResultFollowers.named("iterator").unfollowable(RETURNS_TEXT)).isEqualTo("java.lang.String");
        assertThat(ResultFollowers.named("callback").unfollowable(new MethodDeclaration("", "void", false, false)))
                .isEqualTo("a method without a handler");
    }
}
