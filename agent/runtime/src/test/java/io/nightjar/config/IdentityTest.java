package io.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityTest {
    @ParameterizedTest
    @CsvSource({
        "com.acme.Main, com.acme.Main",
        "com.acme.Main --port 80, com.acme.Main",
        "app.jar, app.jar",
        "/opt/acme/app.jar serve --x=/y.jar, app.jar",
        "C:\\acme\\app.jar serve, app.jar",
        "/opt/my apps/the app.jar serve, the app.jar",
        "com.acme.shop/com.acme.shop.Main a b, com.acme.shop.Main",
        "com.acme.Main /data/x.jar, com.acme.Main",
        "'', java",
    })
    void shouldBeCalledByItsMainClassOrJarWhenTheUserGivesNoName(String command, String service) {
        assertThat(Identity.service(command, Map.of())).isEqualTo(service);
    }

    @Test
    void shouldBeCalledJavaWhenTheJvmDoesNotTellItsCommand() {
        assertThat(Identity.service(null, Map.of())).isEqualTo("java");
    }

    @Test
    void shouldBeCalledAsTheEnvironmentSaysWhenTheUserGivesNoName() {
        Map<String, String> spring = Map.of("SPRING_APPLICATION_NAME", "shop", "OTEL_SERVICE_NAME", " ");

        assertThat(Identity.service("Main", spring)).isEqualTo("shop");
        assertThat(Identity.service("Main", Map.of("SPRING_APPLICATION_NAME", "shop", "OTEL_SERVICE_NAME", "cart")))
                .isEqualTo("cart");
    }

    @Test
    void shouldNameHostAndProcessWhenTheUserGivesNoInstance() {
        assertThat(Identity.instance(Map.of()))
                .matches(".+:" + ProcessHandle.current().pid());
    }
}
