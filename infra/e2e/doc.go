// Package e2e proves the whole system through HTTP: template.yaml's wiring, the functions' real programs, the engine.
// What the API answers is held against the contract on the way.
package e2e
