package io.nightjar.forked;

import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.remote.RemoteWebDriver;

/** The console's page as a person has it before them. Confined to the test's thread. */
final class ConsolePage {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int MOST_TABS = 80;

    private final RemoteWebDriver driver;

    ConsolePage(RemoteWebDriver driver) {
        this.driver = driver;
    }

    /** What is seen of an element; empty where there is none. */
    String text(String selector) {
        List<WebElement> found = driver.findElements(By.cssSelector(selector));
        try {
            return found.isEmpty() ? "" : found.get(0).getText();
        } catch (StaleElementReferenceException renewed) {
            return "";
        }
    }

    boolean isSeen(String selector) {
        List<WebElement> found = driver.findElements(By.cssSelector(selector));
        return !found.isEmpty() && found.get(0).isDisplayed();
    }

    /** What a script returns. */
    Object script(String script, Object... arguments) {
        return driver.executeScript("return " + script, arguments);
    }

    void awaitText(String selector, String part) {
        await(selector + " holds '" + part + "'", () -> text(selector).contains(part));
    }

    void await(String what, Condition condition) {
        long startNanos = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - startNanos > LIMIT.toNanos()) {
                throw new AssertionError("not in time: " + what + "\nThe page says:\n" + text("body"));
            }
            RunningJvm.pause();
        }
    }

    /** Goes on with the tabulator until what has the focus is called like this. */
    void tabTo(String name) {
        for (int i = 0; i < MOST_TABS; i++) {
            if (focused().startsWith(name)) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the keyboard does not reach: " + name);
    }

    /** What has the focus, as a screen reader names it. */
    String focused() {
        return driver.switchTo().activeElement().getAccessibleName();
    }

    /** Types where the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    interface Condition {
        boolean holds();
    }
}
