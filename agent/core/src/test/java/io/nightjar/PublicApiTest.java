package io.nightjar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the public and protected signatures of this library with the checked-in listing, so that none changes unnoticed.
 * {@code mvn -pl agent/core test -Dtest=PublicApiTest -Dnightjar.test.api=write} writes the listing anew.
 */
class PublicApiTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path LISTING = Path.of("src", "test", "resources", "api.txt");
    private static final int VISIBLE = Modifier.PUBLIC | Modifier.PROTECTED;
    private static final int SHOWN = VISIBLE | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;

    @Test
    void shouldHaveThePublicSignaturesOfTheListing() throws IOException, ClassNotFoundException {
        List<String> now = signatures();
        if ("write".equals(System.getProperty("nightjar.test.api"))) {
            Files.createDirectories(LISTING.getParent());
            Files.write(LISTING, now);
        }

        assertThat(now).hasSizeGreaterThan(100);
        assertThat(now)
                .as("The public signatures of nightjar-core have changed. Where that is meant, renew the listing with"
                        + " `mvn -pl agent/core test -Dtest=PublicApiTest -Dnightjar.test.api=write`,"
                        + " commit it, and tell users in CHANGELOG.md.")
                .isEqualTo(Files.readAllLines(LISTING));
    }

    private static List<String> signatures() throws IOException, ClassNotFoundException {
        List<String> lines = new ArrayList<>();
        for (String name : classNames()) {
            Class<?> type = Class.forName(name, false, PublicApiTest.class.getClassLoader());
            if (isVisible(type)) {
                lines.add(head(type));
                lines.addAll(members(type));
            }
        }
        return lines;
    }

    private static TreeSet<String> classNames() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean isVisible(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            if ((each.getModifiers() & VISIBLE) == 0 || each.isAnonymousClass() || each.isLocalClass()) {
                return false;
            }
        }
        return true;
    }

    private static String head(Class<?> type) {
        String kind = type.isAnnotation()
                ? "@interface "
                : type.isInterface() ? "interface " : type.isEnum() ? "enum " : type.isRecord() ? "record " : "class ";
        StringBuilder line =
                new StringBuilder(modifiers(type.getModifiers())).append(kind).append(type.getName());
        if (type.getTypeParameters().length > 0) {
            line.append(joined(type.getTypeParameters(), "<", ">"));
        }
        Type above = type.getGenericSuperclass();
        if (above != null && above != Object.class && !type.isEnum() && !type.isRecord()) {
            line.append(" extends ").append(above.getTypeName());
        }
        if (type.getGenericInterfaces().length > 0) {
            line.append(joined(type.getGenericInterfaces(), " : ", ""));
        }
        return line.toString();
    }

    private static TreeSet<String> members(Class<?> type) {
        TreeSet<String> lines = new TreeSet<>();
        for (Field field : type.getDeclaredFields()) {
            if ((field.getModifiers() & VISIBLE) != 0 && !field.isSynthetic()) {
                lines.add("    " + modifiers(field.getModifiers())
                        + field.getGenericType().getTypeName() + " " + field.getName());
            }
        }
        for (Constructor<?> made : type.getDeclaredConstructors()) {
            if ((made.getModifiers() & VISIBLE) != 0 && !made.isSynthetic()) {
                lines.add("    " + modifiers(made.getModifiers()) + "<init>"
                        + joined(made.getGenericParameterTypes(), "(", ")") + thrown(made.getGenericExceptionTypes()));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if ((method.getModifiers() & VISIBLE) != 0 && !method.isSynthetic()) {
                lines.add("    " + modifiers(method.getModifiers())
                        + method.getGenericReturnType().getTypeName() + " "
                        + method.getName() + joined(method.getGenericParameterTypes(), "(", ")")
                        + thrown(method.getGenericExceptionTypes()));
            }
        }
        return lines;
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers & SHOWN);
        return text.isEmpty() ? "" : text + " ";
    }

    private static String thrown(Type[] types) {
        return types.length == 0 ? "" : joined(types, " throws ", "");
    }

    private static String joined(Type[] types, String before, String after) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", ", before, after));
    }
}
