package io.github.cdkmediadelivery;

import java.util.List;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/**
 * AWS WAF's way to ask about the {@code Origin} header, in agreement with {@link AllowedOrigins#matches}.
 *
 * <p>A header that is missing matches nothing, neither a string nor a size above zero, which is how AWS's own example
 * finds requests that lack one.
 *
 * @see <a href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html">Request
 *     components in AWS WAF</a>
 */
final class OriginStatements {

    private static final CfnWebACL.FieldToMatchProperty HEADER = CfnWebACL.FieldToMatchProperty.builder()
            .singleHeader(Json.object("Name", "origin"))
            .build();

    /** Browsers send origins in lower case: comparing as they stand keeps the ACL and the CORS policy in agreement. */
    private static final List<CfnWebACL.TextTransformationProperty> AS_IT_STANDS =
            List.of(CfnWebACL.TextTransformationProperty.builder()
                    .priority(0)
                    .type("NONE")
                    .build());

    private OriginStatements() {}

    static CfnWebACL.StatementProperty present() {
        return CfnWebACL.StatementProperty.builder()
                .sizeConstraintStatement(CfnWebACL.SizeConstraintStatementProperty.builder()
                        .fieldToMatch(HEADER)
                        .comparisonOperator("GT")
                        .size(0)
                        .textTransformations(AS_IT_STANDS)
                        .build())
                .build();
    }

    /** WAF wants at least two statements in an or. */
    static CfnWebACL.StatementProperty anyOf(AllowedOrigins origins) {
        List<CfnWebACL.StatementProperty> each =
                origins.list().stream().map(OriginStatements::is).toList();
        if (each.size() == 1) {
            return each.get(0);
        }
        return CfnWebACL.StatementProperty.builder()
                .orStatement(
                        CfnWebACL.OrStatementProperty.builder().statements(each).build())
                .build();
    }

    private static CfnWebACL.StatementProperty is(String origin) {
        return origin.contains("*") ? matches(AllowedOrigins.regex(origin)) : equalTo(origin);
    }

    private static CfnWebACL.StatementProperty equalTo(String origin) {
        return CfnWebACL.StatementProperty.builder()
                .byteMatchStatement(CfnWebACL.ByteMatchStatementProperty.builder()
                        .fieldToMatch(HEADER)
                        .positionalConstraint("EXACTLY")
                        .searchString(origin)
                        .textTransformations(AS_IT_STANDS)
                        .build())
                .build();
    }

    private static CfnWebACL.StatementProperty matches(String regex) {
        return CfnWebACL.StatementProperty.builder()
                .regexMatchStatement(CfnWebACL.RegexMatchStatementProperty.builder()
                        .fieldToMatch(HEADER)
                        .regexString(regex)
                        .textTransformations(AS_IT_STANDS)
                        .build())
                .build();
    }
}
