package io.github.cdkmediadelivery.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACL.StatementProperty;

/**
 * AWS WAF's way to ask about a request: its path, and the {@code Origin} header, in agreement with what CORS and the
 * edge function take for listed.
 *
 * <p>A header that is missing matches nothing, neither a string nor a size above zero, which is how AWS's own example
 * finds requests that lack one.
 *
 * @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html">Request
 *     components in AWS WAF</a>
 */
public final class OriginStatements {

    private static final CfnWebACL.FieldToMatchProperty ORIGIN = header("origin");

    /** Browsers send origins in lower case: comparing as they stand keeps the ACL and the CORS policy in agreement. */
    private static final List<CfnWebACL.TextTransformationProperty> AS_IT_STANDS =
            List.of(CfnWebACL.TextTransformationProperty.builder()
                    .priority(0)
                    .type("NONE")
                    .build());

    private OriginStatements() {}

    private static CfnWebACL.FieldToMatchProperty header(String name) {
        return CfnWebACL.FieldToMatchProperty.builder()
                .singleHeader(Json.object("Name", name))
                .build();
    }

    /** A request that names an origin. */
    public static StatementProperty present() {
        return StatementProperty.builder()
                .sizeConstraintStatement(CfnWebACL.SizeConstraintStatementProperty.builder()
                        .fieldToMatch(ORIGIN)
                        .comparisonOperator("GT")
                        .size(0)
                        .textTransformations(AS_IT_STANDS)
                        .build())
                .build();
    }

    /** A request that names one of these origins. */
    public static StatementProperty listed(List<String> origins) {
        return anyOf(origins.stream()
                .map(origin -> origin.contains("*") ? matches(ORIGIN, regex(origin)) : equalTo(ORIGIN, origin))
                .toList());
    }

    /** A request from a page of one of these origins, as far as its Referer tells. */
    public static StatementProperty referred(List<String> origins) {
        return anyOf(origins.stream()
                .map(origin -> matches(header("referer"), regex(origin).replaceAll("\\$$", "(/|\\$)")))
                .toList());
    }

    /** A request that the browser says comes from a page of the content's own domain. */
    public static StatementProperty fromTheSameSite() {
        return equalTo(header("sec-fetch-site"), "same-origin");
    }

    /**
     * A request whose path is of this kind.
     *
     * @param transformations what is done to the path before, in this order
     */
    public static StatementProperty path(String regex, String... transformations) {
        List<CfnWebACL.TextTransformationProperty> each = IntStream.range(0, transformations.length)
                .mapToObj(priority -> CfnWebACL.TextTransformationProperty.builder()
                        .priority(priority)
                        .type(transformations[priority])
                        .build())
                .toList();
        return StatementProperty.builder()
                .regexMatchStatement(CfnWebACL.RegexMatchStatementProperty.builder()
                        .fieldToMatch(CfnWebACL.FieldToMatchProperty.builder()
                                .uriPath(Map.of())
                                .build())
                        .regexString(regex)
                        .textTransformations(each)
                        .build())
                .build();
    }

    /** An origin with a star, as a regular expression that AWS WAF, JavaScript and Java read alike. */
    public static String regex(String origin) {
        Check.that(
                !Check.isToken(origin),
                "allowedOrigins: must be known at synthesis where a Referer is compared with them",
                "a value known at deployment",
                "write it out, or make another choice for missing origins");
        return "^" + origin.replace(".", "\\.").replace("*\\.", "([a-z0-9-]+\\.)+") + "$";
    }

    /** WAF wants at least two statements in an or. */
    public static StatementProperty anyOf(List<StatementProperty> each) {
        return each.size() == 1
                ? each.get(0)
                : StatementProperty.builder()
                        .orStatement(CfnWebACL.OrStatementProperty.builder()
                                .statements(each)
                                .build())
                        .build();
    }

    public static StatementProperty all(StatementProperty... each) {
        return StatementProperty.builder()
                .andStatement(CfnWebACL.AndStatementProperty.builder()
                        .statements(List.of(each))
                        .build())
                .build();
    }

    public static StatementProperty not(StatementProperty statement) {
        return StatementProperty.builder()
                .notStatement(CfnWebACL.NotStatementProperty.builder()
                        .statement(statement)
                        .build())
                .build();
    }

    private static StatementProperty equalTo(CfnWebACL.FieldToMatchProperty header, String text) {
        return StatementProperty.builder()
                .byteMatchStatement(CfnWebACL.ByteMatchStatementProperty.builder()
                        .fieldToMatch(header)
                        .positionalConstraint("EXACTLY")
                        .searchString(text)
                        .textTransformations(AS_IT_STANDS)
                        .build())
                .build();
    }

    private static StatementProperty matches(CfnWebACL.FieldToMatchProperty header, String regex) {
        return StatementProperty.builder()
                .regexMatchStatement(CfnWebACL.RegexMatchStatementProperty.builder()
                        .fieldToMatch(header)
                        .regexString(regex)
                        .textTransformations(AS_IT_STANDS)
                        .build())
                .build();
    }
}
