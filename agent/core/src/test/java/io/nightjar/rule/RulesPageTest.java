package io.nightjar.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds the page on the language of rules to what is read. */
class RulesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "rules.md");

    @Test
    void shouldDocumentEveryTermWithItsUnitAndAnExampleThatIsRead() throws Exception {
        List<String> named = new ArrayList<>();
        for (List<String> row : table("| term |")) {
            String name = plain(row.get(0));
            Expression example = Expression.parse(plain(row.get(3)));
            named.add(name);
            assertThat(example.toString()).as("example of %s", name).contains(name + "(");
            if (!name.equals("before") && !name.equals("absent")) {
                Unit unit = example.terms().get(0).unit();
                assertThat(row.get(1))
                        .as("unit of %s", name)
                        .isEqualTo(unit.name().toLowerCase(Locale.ROOT));
            }
        }

        List<String> known = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            known.add(figure.text());
        }
        known.addAll(TermParser.OTHERS);
        assertThat(named).containsExactlyInAnyOrderElementsOf(known);
        assertThat(cell(table("| term |"), "memory", 2)).contains(quoted(TermParser.MEMORY_KINDS));
        assertThat(table("| operation |").get(2).get(1)).contains(quoted(TermParser.LAYERS));
        for (Figure figure : Figure.values()) {
            assertThat(table("| operation |").get(3).get(1).contains("`" + figure.text() + "`"))
                    .as("%s by labels", figure)
                    .isEqualTo(figure.isByLabels());
        }
    }

    @Test
    void shouldGiveAnExampleOfEveryOperator() throws Exception {
        List<String> operators = new ArrayList<>();
        for (List<String> row : table("| operator |")) {
            String operator = plain(row.get(0)).split(" ")[0];
            operators.add(operator);
            assertThat(plain(row.get(2))).contains(operator);
            Expression.parse(plain(row.get(2)));
        }

        List<String> known = new ArrayList<>(List.of("-", "*", "/", "+", "-", "not", "and", "or"));
        for (Comparison comparison : Comparison.values()) {
            known.add(comparison.sign);
        }
        assertThat(operators).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void shouldReadEveryNumberWithItsUnit() throws Exception {
        List<String> units = new ArrayList<>();
        for (List<String> row : table("| number |")) {
            Expression.parse(plain(row.get(3)));
            for (String number : plain(row.get(0)).split(", ")) {
                Node.Literal literal = Literals.read(new Cursor(number));
                units.add(number.replaceFirst("[0-9.]+", ""));
                assertThat(row.get(1))
                        .as(number)
                        .isEqualTo(
                                switch (literal.kind()) {
                                    case DURATION -> "duration";
                                    case RATE -> "rate";
                                    case WRITTEN_PERCENT -> "share or percent";
                                    default -> "none";
                                });
            }
        }

        List<String> known = new ArrayList<>(Literals.UNITS);
        known.add("");
        assertThat(units).containsExactlyInAnyOrderElementsOf(known);
        for (List<String> row : table("| operation |")) {
            Expression.parse(plain(row.get(2)));
        }
    }

    @Test
    void shouldHoldAsThePageSaysWithoutData() throws Exception {
        List<List<String>> rows = table("| with `p95(a)` absent");
        for (List<String> row : rows) {
            Expression expression = Expression.parse(plain(row.get(0)));
            boolean holds = expression
                    .bind(term -> term.equals(term("p95(a)")) ? () -> Double.NaN : () -> 1_000)
                    .holds();
            assertThat(holds ? "yes" : "no").as(row.get(0)).isEqualTo(row.get(1));
        }
        assertThat(rows).hasSize(8);
    }

    @Test
    void shouldReadTheRulesAndMessagesOfThePage() throws Exception {
        int lines = 0;
        for (String line : Files.readAllLines(PAGE)) {
            String[] parts = line.strip().split(" = ", 2);
            if (line.startsWith("    rule.") && line.matches(".*\\.(when|until) = .*")) {
                Expression.parse(parts[1]);
                lines++;
            } else if (line.startsWith("    rule.") && line.contains(".message = ")) {
                assertThat(RuleMessage.parse(parts[1]).needsOperation()).isEqualTo(line.contains("{operation}"));
                lines++;
            }
        }
        RuleMessage message = RuleMessage.parse("{p95(openai.chat, 5m)}");
        String page = Files.readString(PAGE);

        assertThat(lines).isEqualTo(5);
        assertThat(page)
                .contains("`" + message + "` becomes `"
                        + message.bind("r", "", term -> () -> 812.4).write() + "`, what is absent `"
                        + message.bind("r", "", term -> () -> Double.NaN).write() + "`");
    }

    @Test
    void shouldSayTheLimitsThatHold() throws Exception {
        List<String> limits = new ArrayList<>();
        for (List<String> row : table("| at most |")) {
            limits.add(row.get(1).replace(",", ""));
        }

        assertThat(limits)
                .containsExactly(
                        "" + ExpressionParser.MOST_CHARACTERS,
                        "" + ExpressionParser.DEEPEST,
                        "" + ExpressionParser.DEEPEST,
                        "" + ExpressionParser.MOST_PRODUCTS);
    }

    private static Term term(String written) {
        try {
            return Expression.parse("absent(" + written + ")").terms().get(0);
        } catch (ExpressionException wrong) {
            throw new AssertionError(written, wrong);
        }
    }

    private static String plain(String cell) {
        return cell.replace("`", "");
    }

    private static String[] quoted(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").toArray(String[]::new);
    }

    private static String cell(List<List<String>> rows, String first, int column) {
        return rows.stream()
                .filter(row -> plain(row.get(0)).equals(first))
                .findFirst()
                .orElseThrow()
                .get(column);
    }

    /** The rows of the table with this title. */
    private static List<List<String>> table(String title) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        int at = -1;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith(title)) {
                at = 0;
            } else if (at >= 0 && !line.startsWith("|")) {
                break;
            } else if (at >= 0 && ++at > 1) {
                List<String> cells = new ArrayList<>();
                for (String cell : line.substring(1, line.lastIndexOf('|')).split("\\|")) {
                    cells.add(cell.strip());
                }
                rows.add(cells);
            }
        }
        assertThat(rows).as(title).isNotEmpty();
        return rows;
    }
}
