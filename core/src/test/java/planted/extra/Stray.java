// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package planted.extra;

/** Lives in a package that no table names. */
final class Stray {}
