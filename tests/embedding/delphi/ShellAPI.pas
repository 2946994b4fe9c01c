{ Stands for Delphi's unit of that name: opening an address writes it out. }
unit ShellAPI;

interface

uses
  Windows;

function ShellExecute(Window: HWND; Operation, FileName, Parameters, Directory: PChar; ShowCmd: Integer): NativeUInt;

implementation

function ShellExecute(Window: HWND; Operation, FileName, Parameters, Directory: PChar; ShowCmd: Integer): NativeUInt;
begin
  WriteLn(string(FileName));
  Result := 42;
end;

end.
