package com.acme;

import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers that are read as iterables: as plain ones, as a list and as a type of the application's own. */
public final class Pages implements Iterable<String> {
    private final int count;

    private Pages(int count) {
        this.count = count;
    }

    /** Of a type that the caller may name. */
    public static Pages own(int count) {
        return new Pages(count);
    }

    /** Of a type that has no name. */
    public static Iterable<String> plain(int count) {
        return () -> new Pages(count).iterator();
    }

    /** Sized, and with its own way through the elements. */
    public static Iterable<String> anonymous(List<String> pages) {
        return new Iterable<>() {
            @Override
            public Iterator<String> iterator() {
                return pages.iterator();
            }

            @Override
            public Spliterator<String> spliterator() {
                return pages.spliterator();
            }

            @Override
            public String toString() {
                return "pages " + pages;
            }
        };
    }

    public static Iterable<String> list(int count) {
        return new Pages(count).stream().toList();
    }

    public static Iterable<String> broken() {
        return () -> {
            throw new IllegalStateException("no connection");
        };
    }

    public static Iterable<String> nothing() {
        return () -> null;
    }

    public static Stream<String> streamed(int count) {
        return new Pages(count).stream();
    }

    public static Iterator<String> iterated(int count) {
        return new Pages(count).iterator();
    }

    public Stream<String> stream() {
        return IntStream.range(0, count).mapToObj(page -> "page " + page);
    }

    @Override
    public Iterator<String> iterator() {
        return stream().iterator();
    }
}
