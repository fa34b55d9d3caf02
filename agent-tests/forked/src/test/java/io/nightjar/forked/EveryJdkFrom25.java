package io.nightjar.forked;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As {@link EveryJdk}, on JDK 25 and later: AOT caches in one step begin there. Runs on none where none is found. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "on {0}", allowZeroInvocations = true)
@MethodSource("io.nightjar.forked.Jdks#foundFrom25")
@interface EveryJdkFrom25 {}
