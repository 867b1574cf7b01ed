// Package demo loads the demonstration: the guide's own grantee and a second one in Illinois, and the caseload of two
// navigators in Kansas, so that what one sees is what the system itself made of it.
package demo
