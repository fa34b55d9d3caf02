package io.nightjar.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KeptStateTest {
    @Test
    void shouldGiveEachServiceADirectoryOfItsOwnWhateverItsName() {
        assertThat(KeptState.directoryOf("shop-1")).isEqualTo("service-shop-1");
        assertThat(KeptState.directoryOf("../../etc")).matches("service-______etc-[0-9a-f]+");
        assertThat(KeptState.directoryOf("a.b")).isNotEqualTo(KeptState.directoryOf("a/b"));
        assertThat(KeptState.directoryOf("x".repeat(1_000))).hasSizeLessThan(100);
    }
}
