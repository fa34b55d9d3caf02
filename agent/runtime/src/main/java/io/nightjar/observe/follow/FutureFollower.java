package io.nightjar.observe.follow;

/**
 * Hears of the ends of one library's futures; implemented by classes that see the library's own types. It asks the library
 * for nothing but a listener, which runs where the library runs those of the application. Stateless.
 */
public interface FutureFollower {
    /** Has the end be told once the future is done, at once where it is. */
    void follow(Object future, FutureEnd end);

    /** Reads what a future came to from what {@link FutureEnd#done} was told. */
    void read(Object done, FutureEnd end) throws Exception;
}
